/** What is in the database, in one short mark for each table, and whether a call leaves it so. */
import { db } from "@/lib/db";

type Tables = Record<string, string>;

interface Mark {
  tables: Tables;
  /** Another one when background work has begun or ended. */
  work: string;
  busy: boolean;
}

/** Moved by looking alone. */
const SEEN: Record<string, string> = { session: "seen_at", api_token: "last_used_at" };
/** Written by the server itself, soon after a report and from nothing but the hosts, whose own rows are looked at. */
const FOLLOWS = "fleet_day";
/** A function takes 100 arguments at most: two for each table. */
const PAIRS = 50;

let sql: Promise<string> | undefined;

/** One statement over all tables: how many rows, and the sum of their marks. */
async function makeSql(): Promise<string> {
  const rows = await db().$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> ${FOLLOWS} order by 1`;
  const pairs = rows.map(({ name }) => {
    // The transaction that wrote a row tells it from every other one; where looking alone writes, what it holds does.
    const mark = SEEN[name]
      ? `hashtextextended((to_jsonb(t) - '${SEEN[name]}')::text, 0)`
      : "t.xmin::text::bigint";
    return `'${name}', (select count(*) || ' ' || coalesce(sum(${mark}), 0) from "${name}" t)`;
  });
  const parts = Array.from({ length: Math.ceil(pairs.length / PAIRS) }, (_, at) => {
    const some = pairs.slice(at * PAIRS, (at + 1) * PAIRS);
    return `jsonb_build_object(${some.join(", ")})`;
  });
  return `select ${parts.join(" || ")} as tables`;
}

let known: { log: string; tables: Tables } | undefined;

/** Nothing is read anew while the end of the write-ahead log stays where it is. */
async function read(): Promise<Mark> {
  const [now] = await db().$queryRaw<{ log: string; work: string; busy: boolean }[]>`
    select pg_current_wal_insert_lsn()::text as log, coalesce(bool_or(state = 'active'), false) as busy,
           coalesce(string_agg(id || state::text, ' ' order by id), '') as work
      from pgboss.job where state in ('active', 'completed', 'failed')`;
  const { log, work, busy } = now ?? { log: "", work: "", busy: false };
  if (known?.log !== log) {
    sql ??= makeSql();
    const [row] = await db().$queryRawUnsafe<{ tables: Tables }[]>(await sql);
    known = { log, tables: row?.tables ?? {} };
  }
  return { tables: known.tables, work, busy };
}

const TRIES = 5;

/**
 * Does something, and says which tables hold something else after it. Where background work was at it meanwhile it is done
 * again, unless `once`: then the tables may be those that the background changed.
 */
export async function changedBy<T>(
  act: () => Promise<T>,
  once = false,
): Promise<{ result: T; changed: string[] }> {
  for (let tries = 1; ; tries++) {
    const before = await read();
    const result = await act();
    const after = await read();
    const changed = Object.keys(after.tables).filter((name) => after.tables[name] !== before.tables[name]);
    const disturbed = before.busy || after.busy || before.work !== after.work;
    if (changed.length === 0 || once || !disturbed || tries === TRIES) return { result, changed };
  }
}
