/**
 * Reads all of a list, however long, some at a time. The ids are taken once, in the order of the list, so that nothing comes
 * twice or is left out while others write; then the rows by their ids. No transaction lasts as long as somebody reads: on the
 * embedded engine it would keep everybody else waiting, on a server it would hold a connection for the slowest reader.
 */
import { db, type Prisma } from "@/lib/db";

/** Rows at a time: few enough that neither the engine nor the page server is held up, and little is held. */
const BATCH = 500;
const ID_BYTES = 16;

/** Ids in an order, packed: of 100,000 findings 1.6 MB. */
export class IdList {
  constructor(private readonly bytes: Buffer) {}

  get length(): number {
    return this.bytes.length / ID_BYTES;
  }

  slice(from: number, to: number): string[] {
    const ids: string[] = [];
    for (let at = from; at < Math.min(to, this.length); at++) {
      const hex = this.bytes.toString("hex", at * ID_BYTES, (at + 1) * ID_BYTES);
      ids.push(
        [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-"),
      );
    }
    return ids;
  }
}

/**
 * @param id its column
 * @param from the tables and the condition: `finding f where …`
 */
export async function idsInOrder(id: Prisma.Sql, from: Prisma.Sql, order: Prisma.Sql): Promise<IdList> {
  const [row] = await db().$queryRaw<{ ids: Uint8Array | null }[]>`
    select string_agg(uuid_send(${id}), ''::bytea order by ${order}, ${id}) as ids from ${from}`;
  return new IdList(Buffer.from(row?.ids ?? []));
}

/** @param read the rows with some ids, in any order; those that are gone by now are left out */
export async function* inOrder<T extends { id: string }>(
  ids: IdList,
  read: (ids: string[]) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH);
    const rows = new Map((await read(some)).map((row) => [row.id, row]));
    yield some.flatMap((id) => rows.get(id) ?? []);
  }
}

/** Things with a key, likewise. */
export async function* byKeys<T>(
  keys: readonly string[],
  read: (keys: string[]) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let at = 0; at < keys.length; at += BATCH) yield await read(keys.slice(at, at + BATCH));
}
