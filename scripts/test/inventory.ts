/** What a database holds, and whether any of it was torn: for tests that kill it. */
import { db } from "../../lib/db";

export interface Inventory {
  /** SHA-256 of each report as it was delivered. */
  reports: string[];
  /** How many rows break each rule that one transaction keeps. */
  torn: Record<string, number>;
}

/** Each counts rows that cannot be where every import is there as a whole or not at all. */
const RULES = {
  "report without score": `from report r where not exists (select from score s where s.report_id = r.id)`,
  "report without its file": `from report r where not exists (select from original o where o.hash = r.original_hash)`,
  "report without import": `from report r where not exists (select from import i where i.report_id = r.id)`,
  "import without report": `from import i where i.status = 'imported'
    and not exists (select from report r where r.id = i.report_id)`,
  "import that nobody did": `from import i where i.status = 'imported'
    and not exists (select from audit_event a where a.action = 'report.imported' and a.target = i.report_id::text)`,
  "event of no report": `from event e where e.report_id is not null
    and not exists (select from report r where r.id = e.report_id)`,
  "finding of no report": `from finding f where not exists (select from report r where r.id = f.opened_by)`,
  "host without findings": `from host h where not exists (select from finding f where f.host_id = h.id)`,
  "host with another count of findings": `from host h where h.open_findings <>
    (select count(*) from finding f where f.host_id = h.id and f.state in ('open', 'reopened'))`,
  "host with another score than its last report's": `from host h
    where h.last_evidence_at is distinct from (select max(observed_at) from report r where r.host_id = h.id)`,
  "source with another count of reports": `from host_source s where s.reports <>
    (select count(*) from report r where r.host_id = s.host_id and r.source = s.source)`,
};

export async function inventory(): Promise<Inventory> {
  const torn: Record<string, number> = {};
  for (const [rule, sql] of Object.entries(RULES)) {
    const [row] = await db().$queryRawUnsafe<{ count: bigint }[]>(`select count(*) ${sql}`);
    if (row && row.count > 0n) torn[rule] = Number(row.count);
  }
  const reports = await db().report.findMany({ select: { deliveredHash: true } });
  return { reports: reports.map(({ deliveredHash }) => deliveredHash), torn };
}
