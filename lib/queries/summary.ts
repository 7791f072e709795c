/** Reads the risk summary of the fleet, a group, a saved view or one host: one moment, compared with an earlier one. */
import type { Viewer } from "@/lib/auth/rights";
import type { Summary } from "@/lib/exports/summary";
import { newestOf } from "@/lib/exports/summary-words";
import { TOWERS } from "@/lib/fortress/types";
import { fleetTrend, readFleetRepairs, readGrades } from "./fleet";
import { hostHistory } from "./history";
import { round } from "./score";
import { readSharePolicy } from "./share-policy";
import { readDrawing } from "./summary/drawing";
import { readBefore, readMeans, readTowers, sampleTrend } from "./summary/figures";
import { readMoves, readOpen, readRepaired, readTop } from "./summary/findings";
import { readEnds, readEvidence, readSilent, readTable } from "./summary/hosts";
import { readAttestations, readDecisions, readPlans } from "./summary/people";
import { resolveScope, type SummaryScopeRequest } from "./summary/scope";

export interface SummaryRequest extends SummaryScopeRequest {
  /** Compared with so many days before. */
  periodDays: number;
  /** By the manager. Markdown. */
  comment?: string;
  /** Left out: as what it is about is called. */
  title?: string;
  /** Milliseconds. */
  now?: number;
}

const DAY = 86_400_000;
const SAMPLES = 13;
const REASONS = 3;

/** Null where there is nothing that this viewer may see. */
export async function readSummary(viewer: Viewer, request: SummaryRequest): Promise<Summary | null> {
  const { scope, periodDays, comment = "", now = Date.now() } = request;
  const resolved = await resolveScope(viewer, request);
  if (!resolved) return null;
  const { within } = resolved;
  const period = { since: new Date(now - periodDays * DAY), now: new Date(now) };
  const hostId = scope === "host" ? (within.hosts?.[0] ?? null) : null;
  const { target } = await readSharePolicy();
  const [means, then, towers, open, top, moves, repaired] = await Promise.all([
    readMeans(within, target),
    readBefore(within, period.since),
    readTowers(within),
    readOpen(within, period),
    readTop(within, scope),
    readMoves(within, period),
    readRepaired(within, period),
  ]);
  const [grades, repairs, ends, table, silent, evidence, trend, drawing] = await Promise.all([
    readGrades(within),
    readFleetRepairs(within),
    readEnds(within),
    readTable(within),
    readSilent(within, period.now),
    readEvidence(within),
    trendOf(within, hostId, { ...period, periodDays }),
    hostId === null ? null : readDrawing(within, hostId, now),
  ]);
  const [plans, decisions, attestations] = await Promise.all([
    readPlans(within),
    readDecisions(within, now),
    readAttestations(within, now),
  ]);
  return {
    title: request.title || resolved.title,
    ...{ scope, at: period.now.toISOString(), since: period.since.toISOString(), comment },
    ...{ ...means, before: then.before, ...ends },
    grades: grades as Summary["grades"],
    towers: TOWERS.map((tower) => ({
      tower,
      ...towers[tower],
      before: then.towers[tower],
      because: top.because[tower] ?? null,
    })),
    holdsBack: repairs
      .slice(0, REASONS)
      .map(({ title, gain, hosts }) => ({ text: title, gain: round(gain), hosts })),
    ...{ repaired, ...moves, findings: { ...open, top: top.top } },
    ...{ plans, decisions, silent, evidence, attestations, drawing, table, trend },
    lastEvidenceAt: newestOf(evidence),
  };
}

/** Day by day for the whole fleet, report by report for one host, else by a few points. */
async function trendOf(
  within: Viewer,
  hostId: string | null,
  { since, now, periodDays }: { since: Date; now: Date; periodDays: number },
): Promise<Summary["trend"]> {
  const [first, last] = [since.toISOString(), now.toISOString()];
  const points = hostId === null ? await fleetTrend(within, periodDays) : await hostHistory(within, hostId);
  const inPeriod = points
    .filter(({ at }) => at > first && at <= last)
    .map(({ at, proven, possible }) => ({ at, ...figures(proven, possible) }));
  if (hostId !== null || inPeriod.length > 1) return inPeriod;
  return sampleTrend(within, { since, now, points: SAMPLES });
}

const figures = (proven: number | null, possible: number | null) => ({
  proven: proven === null ? null : round(proven),
  possible: possible === null ? null : round(possible),
});
