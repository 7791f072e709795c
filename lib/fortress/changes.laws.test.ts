/** The laws of the fold: what must hold whatever a host's tools report, in whatever order it comes in. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Report } from "@/lib/importers/types";
import { applyReport, type DatedReport, inOrder } from "./changes";
import { audited, CHECKS, type Filed, filed, filedBy, history, observations } from "./changes.laws.sample";
import { at } from "./posture.sample";
import { requestOf } from "./reckoning";
import { fold, report } from "./report.sample";
import { scoreHost } from "./score";
import { copyOf, type HostState } from "./state";
import { fortressOf } from "./towers";
import { fails, type Observation, type Outcome } from "./types";

const RUNS = { numRuns: 300 };
const EPSILON = 1e-9;
const LAST_DAY = 51;

/** Everything but how often a source has spoken. */
const withoutCounters = (state: HostState) => ({
  ...state,
  sources: new Map([...state.sources].map(([name, source]) => [name, { ...source, reports: 0 }])),
});

const provenAfter = (reports: readonly DatedReport[]): number =>
  scoreHost(requestOf(fold(reports), at(LAST_DAY))).measured?.proven ?? 0;

/** The same as if no cap held anything. */
function provenWithoutCaps(reports: readonly DatedReport[]): number {
  const { towers } = scoreHost(requestOf(fold(reports), at(LAST_DAY)));
  const free = Object.entries(towers).map(([name, one]) => [
    name,
    { ...one, figures: one.without ?? one.figures },
  ]);
  return fortressOf(Object.fromEntries(free))?.proven ?? 0;
}

const latest = (reports: readonly DatedReport[], next: Report): DatedReport => ({
  id: "next",
  at: Math.max(0, ...reports.map((one) => one.at)) + 3_600_000,
  report: next,
});

describe("4: the same reports give the same state", { timeout: 60_000 }, () => {
  test("a report twice in a row changes nothing but the number of reports, wherever it stands", () => {
    fc.assert(
      fc.property(history, (reports) => {
        const once = fold([]);
        const twice = fold([]);
        for (const one of inOrder(reports)) {
          applyReport(once, one);
          applyReport(twice, one);
          expect(applyReport(twice, one)).toEqual([]);
          expect(withoutCounters(twice)).toEqual(withoutCounters(once));
        }
      }),
      RUNS,
    );
  });

  test("any order of arrival gives the same state", () => {
    const arrived = history.chain((reports) =>
      fc.tuple(
        fc.constant(reports),
        fc.shuffledSubarray(reports, { minLength: reports.length, maxLength: reports.length }),
      ),
    );
    fc.assert(
      fc.property(arrived, ([one, other]) => {
        expect(fold(inOrder(other))).toEqual(fold(inOrder(one)));
      }),
      RUNS,
    );
  });

  test("applying a report leaves the state that it was made from as it was, entry by entry", () => {
    fc.assert(
      fc.property(history, filed, (reports, next) => {
        const before = fold(inOrder(reports));
        const kept = structuredClone(before);
        const copy = copyOf(before);
        applyReport(copy, next);
        expect(before).toEqual(kept);
      }),
      RUNS,
    );
  });
});

const concludes = (outcome: Outcome): boolean =>
  fails(outcome) || outcome === "pass" || outcome === "not-applicable";

describe("3: a failure stays until it is disproved", { timeout: 60_000 }, () => {
  test("no report of the same version closes or forgets one of which it says nothing, or that it could not look", () => {
    fc.assert(
      fc.property(history, filed, (reports, { report: next }) => {
        const before = fold(inOrder(reports));
        const { observations: said, source, exhaustive: _, ...silent } = next;
        const known = before.sources.get(source);
        const lastFull = known?.fullAt == null ? known?.toolVersion : known.fullVersion;
        const version = lastFull ?? next.tool.version;
        const open = [...before.checks.values()].filter(
          ({ check, outcome }) =>
            fails(outcome) && !said.some((one) => one.check === check && concludes(one.outcome)),
        );
        const last = latest(reports, {
          ...silent,
          source,
          tool: { name: "Lynis", version },
          observations: said,
        });
        const state = fold([...inOrder(reports), last]);
        for (const { check, outcome } of open) {
          expect(state.checks.get(check)?.outcome).toBe(outcome);
          expect(state.findings.get(check)?.closedAt).toBeNull();
        }
      }),
      RUNS,
    );
  });
});

// Dropping *any* latest report cannot be the law: one that brought bad news, or that added tests which nobody looked at
// to what is expected, is meant to lower the score.
describe("3: evidence that is missing never raises proven", { timeout: 60_000 }, () => {
  test("a latest report that only brought good news can be dropped: the score is no better without it", () => {
    const goodNews = audited.chain(({ report: one }) =>
      observations(one.source === "other" ? "other" : "lynis", ["pass"]).map((passes) => ({
        ...one,
        observations: passes,
        exposures: [],
        facts: [],
      })),
    );
    fc.assert(
      fc.property(history, goodNews, (reports, news) => {
        const sorted = inOrder(reports);
        // A full run that leaves out what is known is no good news of it.
        const known = [...fold(sorted).checks.values()].filter(({ source }) => source === news.source);
        const passes = known.map(({ check }): Observation => ({ check, outcome: "pass" }));
        const complete = { ...news, observations: [...news.observations, ...passes] };
        expect(provenAfter(sorted)).toBeLessThanOrEqual(
          provenAfter([...sorted, latest(sorted, complete)]) + EPSILON,
        );
      }),
      RUNS,
    );
  });

  const skipping = (reports: fc.Arbitrary<Filed>) =>
    reports.chain(({ report: one }) =>
      fc
        .tuple(fc.subarray(one.observations), fc.boolean())
        .map(([skipped, said]) => ({ one, skipped, said })),
    );
  /** The same report without some of what it tested: left out, or said to be skipped. */
  const without = (one: Report, skipped: readonly Observation[], said: boolean): Report => ({
    ...one,
    observations: one.observations.flatMap((each): Observation[] => {
      if (!skipped.includes(each)) return [each];
      return said ? [{ check: each.check, outcome: "not-checked" }] : [];
    }),
  });

  test("skipping tests that would have passed never raises it, in whatever run", () => {
    fc.assert(
      fc.property(history, skipping(filed), (reports, { one, skipped, said }) => {
        const sorted = inOrder(reports);
        const passing = skipped.filter(({ outcome }) => outcome === "pass");
        const honest = provenAfter([...sorted, latest(sorted, one)]);
        const skimped = provenAfter([...sorted, latest(sorted, without(one, passing, said))]);
        expect(skimped).toBeLessThanOrEqual(honest + EPSILON);
      }),
      RUNS,
    );
  });

  // Of what was applicable before: a test that never spoke is not expected. In a full run of the same version: a partial
  // run says nothing of what it does not test, so the older pass stands until it has aged. Caps aside: see above.
  test("skipping whatever would have failed in a full run never raises it either", () => {
    const all = CHECKS.lynis.map((check) => ({ check, outcome: "pass" as const }));
    fc.assert(
      fc.property(
        observations("lynis", ["pass", "fail"]),
        skipping(filedBy("lynis")),
        (first, { one, skipped, said }) => {
          const rest = all.filter(({ check }) => !first.some((each) => each.check === check));
          const observed = report({ observations: [...first, ...rest] });
          const base = { id: "base", at: at(LAST_DAY - 5), report: observed };
          const full = {
            ...one,
            scope: "full" as const,
            complete: true,
            tool: { name: "Lynis", version: "3.1.4" },
            exhaustive: [],
          };
          const decided = skipped.filter(({ outcome }) => outcome === "pass" || fails(outcome));
          const honest = provenWithoutCaps([base, latest([base], full)]);
          const skimped = provenWithoutCaps([base, latest([base], without(full, decided, said))]);
          expect(skimped).toBeLessThanOrEqual(honest + EPSILON);
        },
      ),
      RUNS,
    );
  });
});
