/** The seventh law of scoring: every listed gain is true. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Gain, gainsOf } from "./gains";
import { hosts, WORLDS } from "./laws.sample";
import type { Posture, ScoreRequest } from "./posture";
import { scoreHost } from "./score";
import { type CheckState, exposureKey, type SourceState } from "./state";
import { fails } from "./types";

const EPSILON = 1e-9;

describe.each(WORLDS)("over $name", { timeout: 60_000 }, (world) => {
  test("7: every listed gain is true: applying it changes the measured score by just that", () => {
    fc.assert(
      fc.property(hosts(world, "any measure"), (request) => {
        const before = scoreHost(request);
        for (const gain of gainsOf(request, before)) {
          const after = scoreHost({ ...request, posture: { ...request.posture, ...applied(gain, request) } });
          const rise = (after.measured?.proven ?? 0) - (before.measured?.proven ?? 0);
          expect(Math.abs(rise - gain.gain), `${gain.kind} ${gain.key}: ${rise}`).toBeLessThan(EPSILON);
          expect(gain.gain).toBeGreaterThan(-EPSILON);
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** What a gain promises, done by hand. */
function applied({ kind, key }: Gain, { posture, catalogue, now }: ScoreRequest): Partial<Posture> {
  const { checks, exposures, sources, attestations } = posture;
  const passNow = (which: (check: CheckState) => boolean): CheckState[] =>
    checks.map((check) =>
      which(check) ? { ...check, outcome: "pass", ratio: null, observedAt: now, vanished: false } : check,
    );
  if (kind === "repair") {
    return {
      checks: passNow(({ check }) => check === key),
      exposures: exposures.filter((one) => exposureKey(one) !== key),
    };
  }
  const name = key.slice(key.indexOf(":") + 1);
  if (kind === "exposures") {
    const listing = catalogue.measures.flatMap(({ rule }) =>
      rule.kind === "exposures" && rule.exposure === name ? rule.knownBy.checks : [],
    );
    return {
      exposures: exposures.filter((one) => one.kind !== name),
      checks: passNow(({ check, outcome }) => fails(outcome) && listing.includes(check)),
    };
  }
  if (key.startsWith("measure:"))
    return { attestations: [...attestations, { measure: name, by: "Ada", at: now, validUntil: now + 1 }] };
  if (key.startsWith("heard:")) {
    const rule = catalogue.measures.find(({ id }) => id === name)?.rule;
    const voice = rule?.kind === "presence" ? rule.heard?.sources[0] : undefined;
    if (!voice || sources.has(voice)) throw new Error(`Nobody could speak for the first time: ${key}`);
    return { sources: new Map(sources).set(voice, first(voice, now)) };
  }
  const source = sources.get(name);
  if (!source) throw new Error(`A fresh report of a source that never spoke: ${key}`);
  const { fullAt, previousFullAt } = source;
  const today = new Date(now).toISOString().slice(0, 10);
  const onAnEarlierDay = fullAt !== null && new Date(fullAt).toISOString().slice(0, 10) < today;
  const facts = Object.fromEntries(
    Object.entries(source.facts).map(([fact, said]) => [fact, { ...said, at: now }]),
  );
  return {
    sources: new Map(sources).set(name, {
      ...source,
      facts,
      observedAt: now,
      fullAt: now,
      previousFullAt: onAnEarlierDay ? fullAt : previousFullAt,
    }),
    checks: passNow(
      ({ source: speaker, outcome }) => speaker === name && !fails(outcome) && outcome !== "not-applicable",
    ).map((check) =>
      check.source === name && check.outcome === "part"
        ? { ...check, observedAt: now, vanished: false }
        : check,
    ),
  };
}

/** A full report of now by somebody who never spoke before. */
const first = (name: string, now: number): SourceState => ({
  source: name,
  reportId: "",
  observedAt: now,
  toolName: name,
  toolVersion: null,
  fullAt: now,
  fullVersion: null,
  fullReportId: null,
  previousFullAt: null,
  reports: 1,
  native: null,
  facts: {},
});
