/** Files as they came, kept compressed, and read again. */
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Tx } from "@/lib/db";
import { LIMITS } from "@/lib/importers/limits";
import { contextSchema } from "@/lib/importers/manifest";
import type { Report } from "@/lib/importers/types";
import { readFile } from "./reading";

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Off the event loop; level 6 is where a Lynis report stops to shrink. */
export const pack = (bytes: Uint8Array): Promise<Buffer> => compress(bytes, { level: 6 });

const unpack = (bytes: Uint8Array): Promise<Buffer> => expand(bytes, { maxOutputLength: LIMITS.streamBytes });

interface Kept {
  format: string;
  part: number;
  context: unknown;
  bytes: Uint8Array;
}

/**
 * A report read again from its original.
 * @returns null where there is no such report
 * @throws where the original can no longer be read, which only a fault of an importer can bring about
 */
export async function storedReport(tx: Tx, reportId: string): Promise<Report | null> {
  const [row] = await tx.$queryRaw<Kept[]>`
    select r.format, r.part, r.context, o.bytes from report r join original o on o.hash = r.original_hash
     where r.id = ${reportId}::uuid`;
  if (!row) return null;
  const { format, part, bytes } = row;
  const { place = null, ...context } = contextSchema.safeParse(row.context).data ?? {};
  const read = await readFile({ name: place, bytes: await unpack(bytes), context }, format);
  const report = read.ok ? read.reports[part] : undefined;
  if (report) return report;
  const why = read.ok ? `it has no part ${part} any more` : read.refusal.text;
  throw new Error(`The stored original of report ${reportId} can no longer be read: ${why}`);
}
