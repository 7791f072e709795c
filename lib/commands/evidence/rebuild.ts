/**
 * Makes a host's state anew from its originals and from what people said in between: after an undo, a late report, a merge
 * or a split.
 */

import type { Tx } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { applyReport, type DatedReport } from "@/lib/fortress/changes";
import { scoreState } from "@/lib/fortress/reckoning";
import { emptyState } from "@/lib/fortress/state";
import { type Face, faceAfter, NO_FACE, writeFace } from "./face";
import { storedReport } from "./originals";
import { peopleSaid } from "./people-said";
import { type Chapter, recordHost, type ScoreSummary, summaryOf } from "./record";

/** A report with the name under which its sender brought it, where it carries none itself. */
type Stored = DatedReport & { named: string | null };

/** The reports of a host in the order in which they are folded: by their time, then by their file's hash. */
async function* storedReports(tx: Tx, hostId: string): AsyncGenerator<Stored> {
  const rows = await tx.$queryRaw<{ id: string; at: number; named: string | null }[]>`
    select r.id, (extract(epoch from r.observed_at) * 1000)::float8 as at, s.name as named
      from report r left join host_signature s on s.signature = r.signature
     where r.host_id = ${hostId}::uuid order by r.observed_at, r.delivered_hash, r.part`;
  for (const { id, at, named } of rows) {
    const report = await storedReport(tx, id);
    if (report) yield { id, at, named, report };
  }
}

/** @returns the new figures and each report's chapter, by its id */
export async function rebuildHost(
  tx: Tx,
  hostId: string,
  now: number,
): Promise<{ score: ScoreSummary; chapters: Map<string, Chapter> }> {
  const before = await loadHostState(tx, hostId);
  // Decisions and attestations say themselves when they hold.
  const after = { ...emptyState(), decisions: before.decisions, attestations: before.attestations };
  const chapters: Chapter[] = [];
  let face = NO_FACE;
  const words = await peopleSaid(tx, hostId);
  const sayUntil = (time: number): void => {
    while (words[0] && words[0].at < time) words.shift()?.say(after);
  };
  for await (const { named, ...dated } of storedReports(tx, hostId)) {
    sayUntil(dated.at);
    face = faceAfter(face, dated.report, dated.report.host.name ?? named);
    const changes = applyReport(after, dated);
    chapters.push({
      reportId: dated.id,
      at: dated.at,
      changes,
      score: summaryOf(scoreState(after, dated.at)),
    });
  }
  sayUntil(Number.POSITIVE_INFINITY);
  const score = await recordHost(tx, hostId, before, after, chapters, { now, rewrite: true });
  await writeFace(tx, hostId, face);
  return { score, chapters: new Map(chapters.map((chapter) => [chapter.reportId, chapter])) };
}

/** What a host's reports call it, and which system they name. */
export async function faceOf(tx: Tx, hostId: string): Promise<Face> {
  let face = NO_FACE;
  for await (const { named, report } of storedReports(tx, hostId)) {
    face = faceAfter(face, report, report.host.name ?? named);
  }
  return face;
}
