/** What a decision is about: what it is called, how bad it is, and where it stands. */
import { Prisma, type Tx } from "@/lib/db";
import { covers } from "@/lib/db/host-state";
import { worstOf } from "@/lib/fortress/decision-rules";
import { CATALOGUE } from "@/lib/fortress/definitions";
import type { Severity } from "@/lib/fortress/types";
import { isOpenSql } from "@/lib/queries/findings";
import { type Failure, fail } from "@/lib/result";

export type Scope =
  | { scope: "fleet" }
  | { scope: "group"; group: string }
  | { scope: "hosts"; hosts: string[] };

interface Subject {
  title: string;
  severity: Severity;
}

const MEASURE = "measure:";

/** The worst severity of what is open there now. A measure has none of its own: it counts as high. */
export async function subjectOf(tx: Tx, key: string, scope: Scope): Promise<Subject | Failure> {
  if (key.startsWith(MEASURE)) {
    const measure = CATALOGUE.measures.find(({ id }) => id === key.slice(MEASURE.length));
    if (!measure) return fail("not-found", "There is no such measure.");
    return { title: measure.title, severity: "high" };
  }
  const [row] = await tx.$queryRaw<{ hosts: number; title: string | null; severities: string[] | null }[]>`
    select count(*)::int as hosts, min(f.title) as title,
           array_agg(distinct f.severity) filter (where ${isOpenSql}) as severities
      from finding f where f.key = ${key} and f.state <> 'gone' and ${within(scope)}`;
  const missing = scope.scope === "hosts" && (row?.hosts ?? 0) < scope.hosts.length;
  if (!row?.title || missing) {
    return fail("not-found", "No report has spoken of this on every one of these fortresses.");
  }
  const severity = worstOf(row.severities ?? []);
  if (!severity) {
    return fail("not-possible", "Nothing of this is open there: there is no risk to decide about.");
  }
  return { title: row.title, severity };
}

function within(scope: Scope): Prisma.Sql {
  if (scope.scope === "fleet") return Prisma.sql`true`;
  if (scope.scope === "group") {
    return Prisma.sql`exists (
      select 1 from host_group g where g.group_id = ${scope.group}::uuid and g.host_id = f.host_id)`;
  }
  return Prisma.sql`f.host_id = any(${scope.hosts}::uuid[])`;
}

/** The hosts whose figures a decision changes: those that it covers and that have what it is about, by their ids. */
export async function affectedHosts(tx: Pick<Tx, "$queryRaw">, decision: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select h.id from decision d join host h on ${covers("decision", Prisma.sql`h.id`)}
     where d.id = ${decision}::uuid
       and (d.key like 'measure:%' or exists (
         select 1 from finding f where f.host_id = h.id and f.key = d.key and f.state <> 'gone'))
     order by h.id`;
  return rows.map(({ id }) => id);
}
