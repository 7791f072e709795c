/** Makes a host's state anew from its originals: after an undo, a late report, a merge or a split. */

import type { Tx } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { applyReport, type DatedReport } from "@/lib/fortress/changes";
import { scoreState } from "@/lib/fortress/reckoning";
import { emptyState } from "@/lib/fortress/state";
import { readReport } from "@/lib/importers";
import { unpack } from "./originals";
import { type Chapter, type Label, labelsOf, recordHost, type ScoreSummary, summaryOf } from "./record";

interface StoredReport {
  id: string;
  at: number;
  filename: string | null;
  bytes: Uint8Array;
}

/** The reports of a host in the order in which they are folded: by their time, then by their file's hash. */
async function* storedReports(tx: Tx, hostId: string): AsyncGenerator<DatedReport> {
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select id from report where host_id = ${hostId}::uuid order by observed_at, delivered_hash`;
  for (const { id } of ids) {
    const [row] = await tx.$queryRaw<StoredReport[]>`
      select r.id, (extract(epoch from r.observed_at) * 1000)::float8 as at, i.filename, o.bytes
        from report r join original o on o.hash = r.original_hash left join import i on i.report_id = r.id
       where r.id = ${id}::uuid`;
    if (!row) continue;
    const read = readReport({ name: row.filename, bytes: await unpack(row.bytes) });
    if (!read.ok)
      throw new Error(`The stored original of report ${id} can no longer be read: ${read.refusal.text}`);
    yield { id, at: row.at, report: read.report };
  }
}

/** @returns the new figures and each report's chapter, by its id */
export async function rebuildHost(
  tx: Tx,
  hostId: string,
  now: number,
): Promise<{ score: ScoreSummary; chapters: Map<string, Chapter> }> {
  const before = await loadHostState(tx, hostId);
  const after = emptyState();
  const chapters: Chapter[] = [];
  const labels = new Map<string, Label>();
  for await (const dated of storedReports(tx, hostId)) {
    const changes = applyReport(after, dated);
    for (const [key, label] of labelsOf(dated.report.source, dated.report.exposures)) labels.set(key, label);
    chapters.push({
      reportId: dated.id,
      at: dated.at,
      changes,
      score: summaryOf(scoreState(after, dated.at)),
    });
  }
  const score = await recordHost(tx, hostId, before, after, chapters, { now, rewrite: true, labels });
  return { score, chapters: new Map(chapters.map((chapter) => [chapter.reportId, chapter])) };
}
