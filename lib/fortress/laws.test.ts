/** The laws of scoring that hold for every host: over the shipped catalogue and over a literal one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gainsOf } from "./gains";
import { hosts, WORLDS } from "./laws.sample";
import type { Figures, FortressScore, Posture, ScoreRequest, TowerScore } from "./posture";
import { at, TODAY } from "./posture.sample";
import { scoreHost } from "./score";
import type { CheckState } from "./state";
import { fortressOf } from "./towers";
import { fails, TOWERS, type Tower } from "./types";

const RUNS = { numRuns: 100 };
/** What floating-point sums may differ by. */
const EPSILON = 1e-9;

const with_ = (request: ScoreRequest, posture: Partial<Posture>): ScoreRequest => ({
  ...request,
  posture: { ...request.posture, ...posture },
});
const replaced = (request: ScoreRequest, old: CheckState, change: Partial<CheckState>): ScoreRequest =>
  with_(request, {
    checks: request.posture.checks.map((one) => (one === old ? { ...one, ...change } : one)),
  });

/** Without evidence nothing is proven and everything possible. */
const GAP: Figures = { proven: 0, possible: 100, confidence: 0 };

/** The fortress and its towers, in one order. */
const figuresOf = (score: FortressScore): Figures[] => [
  score.measured ?? GAP,
  ...TOWERS.map((tower) => score.towers[tower].figures ?? GAP),
];

/** The same as if no cap held anything. */
function withoutCaps(score: FortressScore): Figures[] {
  const free = (tower: Tower): TowerScore => {
    const one = score.towers[tower];
    return { ...one, figures: one.without ?? one.figures };
  };
  const towers = {
    hardening: free("hardening"),
    patching: free("patching"),
    integrity: free("integrity"),
    auditing: free("auditing"),
  };
  return [fortressOf(towers) ?? GAP, ...TOWERS.map((tower) => towers[tower].figures ?? GAP)];
}

/** Each of the lower figures is at most the upper one of the same place. */
function expectNoneAbove(
  lower: readonly Figures[],
  upper: readonly Figures[],
  figures: readonly ("proven" | "possible")[],
): void {
  const above = figures.flatMap((figure) =>
    lower.flatMap((one, n) => {
      const limit = upper[n]?.[figure] ?? Number.NaN;
      return one[figure] <= limit + EPSILON ? [] : [`${figure}, place ${n}: ${one[figure]} > ${limit}`];
    }),
  );
  expect(above).toEqual([]);
}

describe.each(WORLDS)("over $name", { timeout: 60_000 }, (world) => {
  const anyHost = hosts(world, "any measure");
  /** Where a person's word stands for a measure that a report could decide, see the second law of removal. */
  const reportedHost = hosts(world, "what no report decides");

  test("1: 0 ≤ proven ≤ possible ≤ 100, of fortress, towers and their halves, measured and managed", () => {
    fc.assert(
      fc.property(anyHost, (request) => {
        const score = scoreHost(request);
        const halves = TOWERS.flatMap((tower) => [score.towers[tower].measures, score.towers[tower].wall]);
        const free = TOWERS.map((tower) => score.towers[tower].without);
        for (const one of [...figuresOf(score), ...halves, ...free, score.managed]) {
          if (one === null) continue;
          expect(one.proven).toBeGreaterThanOrEqual(0);
          expect(one.possible).toBeGreaterThanOrEqual(one.proven);
          expect(one.possible).toBeLessThanOrEqual(100);
          expect(one.confidence).toBeGreaterThanOrEqual(0);
          expect(one.confidence).toBeLessThanOrEqual(100);
        }
        for (const { passed, failed, unproven } of score.measures) {
          expect(Math.min(passed, failed, unproven)).toBeGreaterThanOrEqual(0);
          expect(passed + failed + unproven).toBeCloseTo(1, 9);
        }
      }),
      RUNS,
    );
  });

  test("1: managed is never below measured, neither proven nor possible", () => {
    fc.assert(
      fc.property(anyHost, (request) => {
        const { measured, managed } = scoreHost(request);
        expect(managed === null).toBe(measured === null);
        if (measured && managed) expectNoneAbove([measured], [managed], ["proven", "possible"]);
      }),
      RUNS,
    );
  });

  test("2: a failure that turns into a pass, seen now or then, lowers neither proven nor possible anywhere", () => {
    fc.assert(
      fc.property(anyHost, (request) => {
        const before = figuresOf(scoreHost(request));
        for (const check of request.posture.checks.filter(({ outcome }) => fails(outcome))) {
          const pass = { outcome: "pass", ratio: null } as const;
          for (const repair of [pass, { ...pass, observedAt: request.now, vanished: false }])
            expectNoneAbove(before, figuresOf(scoreHost(replaced(request, check, repair))), [
              "proven",
              "possible",
            ]);
        }
      }),
      RUNS,
    );
  });

  // At the time of the pass: a failure of now also tells that the guard was heard now, which a stale pass does not.
  test("2: a pass that turns into a failure or a part raises neither proven nor possible anywhere", () => {
    fc.assert(
      fc.property(anyHost, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (request, ratio) => {
        const before = figuresOf(scoreHost(request));
        for (const check of request.posture.checks.filter(({ outcome }) => outcome === "pass")) {
          for (const worse of [{ outcome: "fail" }, { outcome: "part", ratio }] as const)
            expectNoneAbove(figuresOf(scoreHost(replaced(request, check, worse))), before, [
              "proven",
              "possible",
            ]);
        }
      }),
      RUNS,
    );
  });

  test("3: time that passes without evidence never raises proven, measured or managed", () => {
    fc.assert(
      fc.property(anyHost, fc.double({ min: 0, max: 400, noNaN: true }), (request, days) => {
        const before = scoreHost(request);
        const after = scoreHost({ ...request, now: at(TODAY + days) });
        expectNoneAbove(figuresOf(after), figuresOf(before), ["proven"]);
        expectNoneAbove([after.managed ?? GAP], [before.managed ?? GAP], ["proven"]);
      }),
      RUNS,
    );
  });

  /** What is left of an observation that nobody repeats. */
  const GONE: Partial<CheckState>[] = [
    { outcome: "not-checked", ratio: null },
    { outcome: "error", ratio: null },
    { vanished: true },
  ];

  // Not with an attestation of a measure that reports decide: a report overrules a person's word, so that losing the
  // report gives the word back its weight. The specification wants both.
  test("3: a pass, or what did not apply, that is no longer checked never raises proven", () => {
    fc.assert(
      fc.property(reportedHost, (request) => {
        const before = figuresOf(scoreHost(request));
        for (const check of request.posture.checks) {
          if (check.outcome !== "pass" && check.outcome !== "not-applicable") continue;
          for (const gone of GONE)
            expectNoneAbove(figuresOf(scoreHost(replaced(request, check, gone))), before, ["proven"]);
        }
      }),
      RUNS,
    );
  });

  // Caps aside: an open finding holds its tower, so a failure that could be unseen would lift it. The fold keeps every
  // failure until it is disproved, which is tested there.
  test("3: a failure that is no longer checked never raises what is proven without caps", () => {
    fc.assert(
      fc.property(reportedHost, (request) => {
        const before = withoutCaps(scoreHost(request));
        for (const check of request.posture.checks.filter(({ outcome }) => fails(outcome))) {
          for (const gone of GONE)
            expectNoneAbove(withoutCaps(scoreHost(replaced(request, check, gone))), before, ["proven"]);
        }
      }),
      RUNS,
    );
  });

  test("3: a source whose facts are no longer told, one or all, never raises proven", () => {
    fc.assert(
      fc.property(reportedHost, (request) => {
        const before = figuresOf(scoreHost(request));
        for (const source of request.posture.sources.values()) {
          const keys = Object.keys(source.facts);
          for (const left of [[], ...keys.map((key) => keys.filter((one) => one !== key))]) {
            const facts = Object.fromEntries(
              Object.entries(source.facts).filter(([key]) => left.includes(key)),
            );
            const sources = new Map(request.posture.sources).set(source.source, { ...source, facts });
            expectNoneAbove(figuresOf(scoreHost(with_(request, { sources }))), before, ["proven"]);
          }
        }
      }),
      RUNS,
    );
  });

  test("5: the same inputs give the same bytes, in whatever order they were put together", () => {
    const shuffled = anyHost.chain((request) => {
      const { checks, exposures, sources, attestations, decisions } = request.posture;
      const any = <T>(all: readonly T[]) =>
        fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });
      return fc
        .record({
          checks: any(checks),
          exposures: any(exposures),
          sources: any([...sources]).map((all) => {
            const turned = all.map(([name, one]) => {
              const facts = Object.fromEntries(Object.entries(one.facts).reverse());
              return [name, { ...one, facts }] as const;
            });
            return new Map(turned);
          }),
          attestations: any(attestations),
          decisions: any(decisions),
        })
        .map((posture) => [request, { ...request, posture }] as const);
    });
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const [score, again] = [scoreHost(one), scoreHost(other)];
        expect(again).toEqual(score);
        expect(gainsOf(other)).toEqual(gainsOf(one));
        expect(JSON.stringify(again) === JSON.stringify(score)).toBe(true);
      }),
      RUNS,
    );
  });

  test("6: a decision changes the managed score and nothing else", () => {
    fc.assert(
      fc.property(anyHost, (request) => {
        const undecided = scoreHost(with_(request, { decisions: [] }));
        expect({ ...scoreHost(request), managed: null }).toEqual({ ...undecided, managed: null });
        expect(undecided.managed).toEqual(undecided.measured);
      }),
      RUNS,
    );
  });
});
