/** What each repair and each missing proof is worth: the score computed again as if it were done, by the same function. */
import { lowestCap } from "./caps";
import { isLaterDay } from "./days";
import { AS_MEASURED } from "./decisions";
import { pointsOf, reliefOf } from "./exposures";
import type { FortressScore, Posture, ScoreRequest } from "./posture";
import { allOf, repairedCheck, repairedPosture } from "./repaired";
import { type Settled, settle } from "./score";
import { type CheckState, type ExposureState, exposureKey, type SourceState } from "./state";
import { type Tally, tallyOf } from "./tally";
import { exchanged, noParts, shareOfCheck } from "./terms";
import { fortressOf } from "./towers";
import { EXPOSURE_KINDS, fails, TOWERS, type Tower } from "./types";

export interface Gain {
  /**
   * `repair`: a failed check passes in a report of now, or an exposure is gone; `exposures`: all exposures of a kind are
   * gone and the tests that list them pass; `proof`: nothing to repair, only to show: a full report of now in which
   * nothing fails that did not fail before, or an attestation.
   */
  kind: "repair" | "exposures" | "proof";
  /** The check, the exposure's key, `exposures:<kind>`, `source:<source>`, `heard:<measure>` or `measure:<id>`. */
  key: string;
  /** That of the check or of the exposures; of a fresh report the one that rises most. */
  tower: Tower;
  /** Points of the fortress, proven and measured, 0 or more. For `proof` it is the most that can come. */
  gain: number;
  /** How many things it settles at once. */
  count: number;
}

/** Proofs that give less than this many points are not listed. */
const WORTH_A_WORD = 0.05;

/**
 * Every gain of a host, the largest first; equal ones in the order of their keys.
 * @param score of the same request, where it is at hand
 */
export function gainsOf(request: ScoreRequest, score?: FortressScore): Gain[] {
  const measured = { ...request, posture: { ...request.posture, decisions: [] } };
  const tally = tallyOf(measured, AS_MEASURED);
  const settled: Settled = score ?? settle(measured, tally);
  const before = provenBy(settled);
  const gains = [
    ...repairs(measured, tally, before),
    ...clearances(measured, before),
    ...freshReports(measured, settled),
    ...firstReports(measured, settled),
    ...attestations(measured, tally, settled),
  ];
  return gains.sort(byGain);
}

/** The fortress's proven points; without any evidence 0. */
const provenBy = ({ towers }: Settled): number => fortressOf(towers)?.proven ?? 0;

function* repairs(request: ScoreRequest, tally: Tally, before: number): Generator<Gain> {
  const { catalogue, posture } = request;
  for (const check of posture.checks) {
    if (!fails(check.outcome)) continue;
    const { tower, severity } = catalogue.define(check.check, check.defined);
    const gain = provenBy(settle(request, withRepaired(check, request, tally))) - before;
    // Of an informational check there is nothing to say, unless it decides a measure.
    if (severity !== "info" || gain > 0) yield { kind: "repair", key: check.check, tower, gain, count: 1 };
  }
  // What leaves the same penalty and the same cap behind has the same effect.
  const worth = new Map<string, number>();
  for (const exposure of posture.exposures) {
    const { tower, kind } = exposure;
    const changed = withoutExposure(exposure, request, tally);
    const effect = `${kind} ${tower} ${changed.penalties[tower]} ${changed.caps[tower]?.key}`;
    const gain = worth.get(effect) ?? provenBy(settle(request, changed)) - before;
    worth.set(effect, gain);
    yield { kind: "repair", key: exposureKey(exposure), tower, gain, count: 1 };
  }
}

function withRepaired(check: CheckState, request: ScoreRequest, tally: Tally): Tally {
  const now = repairedCheck(check, request.now);
  const { tower, measure } = request.catalogue.define(check.check, check.defined);
  const { find, walls, caps, holds } = tally;
  const wall = exchanged(
    walls[tower],
    shareOfCheck(check, request) ?? noParts(),
    shareOfCheck(now, request) ?? noParts(),
  );
  return {
    ...tally,
    find: (name) => (name === check.check ? now : find(name)),
    walls: measure === null ? { ...walls, [tower]: wall } : walls,
    caps: { ...caps, [tower]: lowestCap(holds[tower], check.check) },
  };
}

function withoutExposure(exposure: ExposureState, { policy, now }: ScoreRequest, tally: Tally): Tally {
  const { tower, kind } = exposure;
  const { caps, holds, units, penalties, exposed } = tally;
  const key = exposureKey(exposure);
  const relief = reliefOf(units[tower], exposure, pointsOf(exposure, policy, now));
  return {
    ...tally,
    caps: caps[tower]?.key === key ? { ...caps, [tower]: lowestCap(holds[tower], key) } : caps,
    penalties: { ...penalties, [tower]: penalties[tower] - relief },
    exposed: { ...exposed, [kind]: exposed[kind] - 1 },
  };
}

/** All exposures of a kind together: what a full update is worth, say. */
function* clearances(request: ScoreRequest, before: number): Generator<Gain> {
  for (const kind of EXPOSURE_KINDS) {
    const open = request.posture.exposures.filter((one) => one.kind === kind);
    const tower = TOWERS.find((one) => open.some((exposure) => exposure.tower === one));
    if (!tower) continue;
    const key = allOf(kind);
    const changed = { ...request, posture: repairedPosture(request, new Set([key])) };
    const gain = provenBy(settle(changed, tallyOf(changed, AS_MEASURED))) - before;
    yield { kind: "exposures", key, tower, gain, count: open.length };
  }
}

/** A full report of now from each source that has spoken. */
function* freshReports(request: ScoreRequest, before: Settled): Generator<Gain> {
  for (const source of request.posture.sources.values()) {
    const changed = { ...request, posture: withFresh(source, request.posture, request.now) };
    const after = settle(changed, tallyOf(changed, AS_MEASURED));
    const gain = provenBy(after) - provenBy(before);
    if (gain < WORTH_A_WORD) continue;
    yield { kind: "proof", key: `source:${source.source}`, tower: mostRisen(before, after), gain, count: 1 };
  }
}

/** A first report of a guard that could speak and never did. */
function* firstReports(request: ScoreRequest, before: Settled): Generator<Gain> {
  const { posture, catalogue, now } = request;
  const silent = new Set(before.measures.flatMap(({ id, guard }) => (guard?.heardAt === null ? id : [])));
  for (const { id, tower, rule } of catalogue.measures) {
    const voice = rule.kind === "presence" ? rule.heard?.sources[0] : undefined;
    if (!voice || !silent.has(id)) continue;
    const heard = { ...posture, sources: new Map(posture.sources).set(voice, firstReport(voice, now)) };
    const changed = { ...request, posture: heard };
    const gain = provenBy(settle(changed, tallyOf(changed, AS_MEASURED))) - provenBy(before);
    if (gain >= WORTH_A_WORD) yield { kind: "proof", key: `heard:${id}`, tower, gain, count: 1 };
  }
}

const firstReport = (source: string, now: number): SourceState => ({
  source,
  reportId: "",
  observedAt: now,
  toolName: source,
  toolVersion: null,
  fullAt: now,
  fullVersion: null,
  fullReportId: null,
  previousFullAt: null,
  reports: 1,
  native: null,
  facts: {},
});

function withFresh(source: SourceState, posture: Posture, now: number): Posture {
  const facts = Object.entries(source.facts).map(([key, fact]) => [key, { ...fact, at: now }]);
  const { fullAt, previousFullAt } = source;
  const fresh = {
    ...source,
    observedAt: now,
    fullAt: now,
    previousFullAt: fullAt !== null && isLaterDay(fullAt, now) ? fullAt : previousFullAt,
    facts: Object.fromEntries(facts),
  };
  return {
    ...posture,
    sources: new Map(posture.sources).set(source.source, fresh),
    checks: posture.checks.map((check) => {
      if (check.source !== source.source || check.outcome === "fail" || check.outcome === "not-applicable")
        return check;
      return check.outcome === "part"
        ? { ...check, observedAt: now, vanished: false }
        : repairedCheck(check, now);
    }),
  };
}

function mostRisen(before: Settled, after: Settled): Tower {
  const rise = (tower: Tower): number =>
    (after.towers[tower].figures?.proven ?? 0) - (before.towers[tower].figures?.proven ?? 0);
  return TOWERS.reduce((most, tower) => (rise(tower) > rise(most) ? tower : most));
}

/** A person's statement that a measure is in place of which nothing is known. */
function* attestations(request: ScoreRequest, tally: Tally, before: Settled): Generator<Gain> {
  const { posture, now } = request;
  for (const { id, tower, status } of before.measures) {
    if (status !== "unknown") continue;
    const word = { measure: id, by: "", at: now, validUntil: Number.POSITIVE_INFINITY };
    const attested = { ...posture, attestations: [...posture.attestations, word] };
    const gain = provenBy(settle({ ...request, posture: attested }, tally)) - provenBy(before);
    if (gain >= WORTH_A_WORD) yield { kind: "proof", key: `measure:${id}`, tower, gain, count: 1 };
  }
}

/** Differences in the last digits are no order. */
const byGain = (a: Gain, b: Gain): number => {
  const more = Math.round(b.gain * 1e9) - Math.round(a.gain * 1e9);
  return more !== 0 ? more : a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
};
