/** For tests: hosts, findings and decisions that fill more than one portion of a table that is taken away. */
import { makeProposal } from "@/lib/api/testing-decisions";
import { workOnFindings } from "@/lib/commands/work-on-findings";
import { db } from "@/lib/db";
import { makeViewer } from "@/scripts/test/people";
import { uploadReports } from "./endpoints/reports";
import { call, form, makeToken } from "./testing";

const COPIES = 14;
/** Of the group `copies`, which has some of the hosts. */
export const GROUP = "01a20757-aaf8-7284-b1a3-323be85e9a00";

export async function stageExports(): Promise<void> {
  const body = form("web-01-before-upgrade.dat", "web-01-after-upgrade.dat", "db-02-hardened.dat");
  await call(uploadReports, { headers: await makeToken(), body });
  const ada = await makeViewer("analyst");
  const web = await db().host.findFirstOrThrow({ where: { name: "web-01" } });
  const given = await db().finding.findMany({ where: { hostId: web.id, closedAt: null }, take: 5 });
  const ids = given.map(({ id }) => id);
  const change = { assignee: ada.userId, addLabels: ["before the audit", "kernel"], due: "2026-12-24" };
  const worked = await workOnFindings(ada, { ids, change });
  if (!worked.ok) throw new Error(worked.text);
  await makeProposal(web.id);
  await makeProposal(web.id);
  await copyHosts();
  const copies = await db().host.findMany({ where: { name: { startsWith: "copy-1" } } });
  const group = { name: "copies", hosts: { create: copies.map(({ id }) => ({ hostId: id })) } };
  await db().group.create({ data: { id: GROUP, ...group } });
}

/** More findings than are read at a time. */
async function copyHosts(): Promise<void> {
  await db().$executeRaw`
    insert into host (id, name, proven, last_evidence_at)
    select gen_random_uuid(), 'copy-' || n, 40 + n, now() - make_interval(days => n) from generate_series(1, ${COPIES}) n`;
  await db().$executeRaw`
    insert into finding (id, host_id, key, source, kind, tower, severity, title, state, gain, opened_at, since_at, due_from,
      due_at, reopened, opened_by, closed_at)
    select gen_random_uuid(), h.id, f.key, f.source, f.kind, f.tower, f.severity, f.title, f.state, f.gain, f.opened_at,
           f.since_at, f.due_from, f.due_at, f.reopened, f.opened_by, f.closed_at
      from finding f join host w on w.id = f.host_id and w.name = 'web-01'
     cross join host h where h.name like 'copy-%'`;
}
