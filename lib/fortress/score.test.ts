import { describe, expect, test } from "vitest";
import type { Measure } from "./catalogue";
import type { MeasureScore } from "./posture";
import {
  at,
  check,
  exposure,
  LITERAL_POLICY,
  literal,
  literalCatalogue,
  shipped,
  source,
  TODAY,
} from "./posture.sample";
import { scoreHost } from "./score";
import type { CheckState } from "./state";
import type { Outcome } from "./types";

const many = (count: number, name: string, outcome: Outcome, more: Partial<CheckState> = {}): CheckState[] =>
  [...Array(count).keys()].map((n) => check(`${name}.${outcome}-${n}`, outcome, more));

describe("the worked example of the specification: a hardening tower", () => {
  const measure = (id: string, rule: Measure["rule"]): Measure => ({
    id,
    tower: "hardening",
    role: "bridge",
    title: id,
    takes: [],
    rule,
  });
  const measures = [
    measure("automation", {
      kind: "presence",
      present: [{ fact: "lynis:automation_tool_running" }],
      missing: [{ fact: "lynis:automation_tool_running", empty: true }],
    }),
    measure("automated-installation", { kind: "attested" }),
    measure("minimal-installation", {
      kind: "count",
      fact: "lynis:installed_packages",
      unit: "packages",
      inPlace: 400,
      weak: 1000,
    }),
    measure("unneeded-parts-removed", {
      kind: "presence",
      present: [{ fact: "lynis:compiler" }],
      weakUnless: [{ fact: "lynis:removed" }],
      missing: [],
    }),
  ];
  const request = literal(
    {
      checks: [
        ...many(40, "lynis:hardening.medium", "pass", { observedAt: at(TODAY - 3) }),
        ...many(10, "lynis:hardening.low", "pass", { observedAt: at(TODAY - 3) }),
        ...many(6, "lynis:hardening.medium", "fail", { observedAt: at(TODAY - 3) }),
        ...many(2, "lynis:hardening.high", "fail", { observedAt: at(TODAY - 3) }),
        ...many(4, "lynis:hardening.medium", "not-checked", { observedAt: at(TODAY - 3) }),
        ...many(30, "xccdf:hardening.medium", "pass", { observedAt: at(TODAY - 30) }),
        ...many(3, "xccdf:hardening.high", "fail", { observedAt: at(TODAY - 30) }),
      ],
      sources: [
        source("lynis", { automation_tool_running: [], installed_packages: ["280"], compiler: ["yes"] }),
        source("xccdf", {}, { fullAt: at(TODAY - 30), observedAt: at(TODAY - 30) }),
      ],
    },
    {
      catalogue: literalCatalogue(measures),
      policy: {
        ...LITERAL_POLICY,
        expected: [{ kind: "events", title: "systemd analysis", weight: { hardening: 20 } }],
      },
    },
  );
  const { towers, measures: decided } = scoreHost(request);

  test("wall: A = 284.2, F = 67.5, U + M = 130.8, so 58.9 proven, 86.0 possible, 72.9 % confidence", () => {
    const [a, f, rest] = [284.2, 67.5, 130.8];
    expect(towers.hardening.wall?.proven).toBeCloseTo((100 * a) / (a + f + rest), 1);
    expect(towers.hardening.wall?.proven).toBeCloseTo(58.9, 1);
    expect(towers.hardening.wall?.possible).toBeCloseTo(86.0, 1);
    expect(towers.hardening.wall?.confidence).toBeCloseTo(72.9, 1);
  });

  test("measures: missing, unknown, in place, weak: 37.5 proven, 62.5 possible, 75.0 % confidence", () => {
    expect(decided.map(({ status }) => status)).toEqual(["missing", "unknown", "in place", "weak"]);
    expect(towers.hardening.measures).toEqual({ proven: 37.5, possible: 62.5, confidence: 75 });
  });

  test("tower: 48.2 proven, 74.3 possible, 73.9 % confidence", () => {
    expect(towers.hardening.figures?.proven).toBeCloseTo(48.2, 1);
    expect(towers.hardening.figures?.possible).toBeCloseTo(74.3, 1);
    expect(towers.hardening.figures?.confidence).toBeCloseTo(73.9, 1);
  });
});

/** Figures of the hardening tower's wall, which is all there is. */
const wall = (...checks: CheckState[]) => scoreHost(literal({ checks })).towers.hardening.figures;

describe("the wall", () => {
  test("weighs critical 10, high 7.5, medium 5, low 2.5", () => {
    const pass = check("weekly:hardening.low.pass", "pass");
    expect(wall(pass, check("weekly:hardening.high.a", "fail"))?.proven).toBe(25);
    expect(wall(pass, check("weekly:hardening.low.a", "fail"))?.proven).toBe(50);
    expect(wall(pass, check("weekly:hardening.medium.a", "fail"))?.proven).toBeCloseTo(100 / 3, 9);
    expect(wall(pass, check("weekly:hardening.critical.a", "fail"))?.proven).toBe(20);
  });

  test("splits a partial pass", () => {
    expect(wall(check("weekly:hardening.medium.a", "part", { ratio: 0.75 }))).toEqual({
      proven: 75,
      possible: 75,
      confidence: 100,
    });
  });

  test("counts what nobody looked at as unproven", () => {
    for (const outcome of ["not-checked", "error", "unknown"] as const) {
      const figures = wall(
        check("weekly:hardening.medium.a", "pass"),
        check("weekly:hardening.medium.b", outcome),
      );
      expect(figures).toEqual({ proven: 50, possible: 100, confidence: 50 });
    }
  });

  test("leaves out what does not apply and what is only informational", () => {
    const figures = wall(
      check("weekly:hardening.medium.a", "pass"),
      check("weekly:hardening.critical.b", "not-applicable"),
      check("weekly:hardening.info.c", "fail"),
    );
    expect(figures).toEqual({ proven: 100, possible: 100, confidence: 100 });
  });

  test("ages passes and the passed part, not failures", () => {
    const observedAt = at(TODAY - 26);
    const figures = wall(
      check("weekly:hardening.medium.a", "pass", { observedAt }),
      check("weekly:hardening.medium.b", "fail", { observedAt }),
      check("weekly:hardening.medium.c", "part", { ratio: 0.5, observedAt }),
      check("weekly:hardening.medium.d", "pass"),
    );
    // Of 20: passed 2.5 + 1.25 + 5, failed 5 + 2.5, aged away 2.5 + 1.25.
    expect(figures).toEqual({ proven: 43.75, possible: 62.5, confidence: 81.25 });
  });

  test("counts a check that vanished as unproven, and what failed of it as failed", () => {
    const gone = { vanished: true };
    const figures = wall(
      check("weekly:hardening.medium.a", "pass"),
      check("weekly:hardening.medium.b", "pass", gone),
      check("weekly:hardening.medium.c", "fail", gone),
      check("weekly:hardening.medium.d", "part", { ...gone, ratio: 0.5 }),
      check("weekly:hardening.medium.e", "not-applicable", gone),
    );
    expect(figures).toEqual({ proven: 25, possible: 62.5, confidence: 62.5 });
  });
});

describe("a tower", () => {
  const guard: Measure = {
    id: "hardening.guard",
    tower: "hardening",
    role: "guard",
    title: "Guard",
    takes: ["lynis:hardening.critical.guard"],
    rule: {
      kind: "presence",
      present: [{ check: "lynis:hardening.critical.guard", outcome: "pass" }],
      missing: [{ check: "lynis:hardening.critical.guard", outcome: "fail" }],
    },
  };
  const catalogue = literalCatalogue([guard]);

  test("is half measures, half wall; what decides a measure does not count in the wall again", () => {
    const checks = [
      check("lynis:hardening.critical.guard", "pass"),
      check("lynis:hardening.low.a", "pass"),
      check("lynis:hardening.low.b", "fail"),
    ];
    const { hardening } = scoreHost(literal({ checks }, { catalogue })).towers;
    expect(hardening.measures).toEqual({ proven: 100, possible: 100, confidence: 100 });
    expect(hardening.wall).toEqual({ proven: 50, possible: 50, confidence: 100 });
    expect(hardening.figures).toEqual({ proven: 75, possible: 75, confidence: 100 });
  });

  test("gives the half without terms to the other", () => {
    const checks = [check("lynis:hardening.critical.guard", "pass")];
    const { hardening } = scoreHost(literal({ checks }, { catalogue })).towers;
    expect(hardening.wall).toBeNull();
    expect(hardening.figures?.proven).toBe(100);
  });

  test("has no score without any evidence: neither 0 nor 100", () => {
    const { towers, measured } = scoreHost(literal({ checks: [] }, { catalogue }));
    expect(towers.hardening.figures).toBeNull();
    expect(measured).toBeNull();
  });

  test("has none either where everything was skipped or does not apply", () => {
    const checks = [
      check("lynis:hardening.high.a", "not-checked"),
      check("lynis:hardening.high.b", "not-applicable"),
    ];
    expect(scoreHost(literal({ checks }, { catalogue })).towers.hardening.figures).toBeNull();
  });

  test("whose evidence has aged away is wholly unproven, which is not the same as never seen", () => {
    const old = check("lynis:hardening.high.a", "pass", { observedAt: at(TODAY - 60) });
    const { towers, grade } = scoreHost(literal({ checks: [old] }));
    expect(towers.hardening.figures).toEqual({ proven: 0, possible: 100, confidence: 0 });
    expect(grade).toBe("F");
  });
});

describe("expected evidence", () => {
  const policy = {
    ...LITERAL_POLICY,
    expected: [{ kind: "configuration" as const, title: "An audit", weight: { hardening: 30, auditing: 5 } }],
  };
  const packages = check("daily:hardening.high.a", "pass");
  const missing = [packages, check("daily:hardening.low.b", "fail")];

  test("counts as unproven until it has come", () => {
    const { hardening, auditing } = scoreHost(
      literal({ checks: missing, sources: [source("daily")] }, { policy }),
    ).towers;
    // 7.5 passed, 2.5 failed, 30 missing.
    expect(hardening.figures).toEqual({ proven: 18.75, possible: 93.75, confidence: 25 });
    expect(auditing.figures).toBeNull();
  });

  test("is there once any source of its kind has spoken", () => {
    const { hardening } = scoreHost(
      literal({ checks: missing, sources: [source("daily"), source("weekly")] }, { policy }),
    ).towers;
    expect(hardening.figures?.proven).toBe(75);
  });

  test("of a host is a configuration audit; an audit of a Dockerfile is none", () => {
    const checks = [check("lynis:AUTH-9262", "fail")];
    const hardening = (name: string) =>
      scoreHost(shipped({ checks, sources: [source(name)] })).towers.hardening.wall?.possible;
    expect(hardening("lynis")).toBe(0);
    expect(hardening("lynis-dockerfile")).toBeGreaterThan(90);
  });
});

test("sums are the same to the last bit in whatever order the checks and exposures come", () => {
  const checks = [...Array(30).keys()].map((n) =>
    check(`weekly:hardening.medium.${n}`, n % 4 === 0 ? "part" : "pass", {
      ratio: n % 4 === 0 ? 1 / (n + 2) : null,
      observedAt: at(TODAY - 7 - n / 3),
    }),
  );
  const exposures = [...Array(30).keys()].map((n) =>
    exposure({ key: `p${n}`, tower: "hardening", severity: n % 3 === 0 ? "low" : "high" }),
  );
  const policy = {
    ...LITERAL_POLICY,
    weights: { ...LITERAL_POLICY.weights, high: 0.7, medium: 1.1, low: 0.1 },
  };
  const bytes = (turn: number): string => {
    const turned = <T>(all: T[]): T[] => [...all.slice(turn), ...all.slice(0, turn)].reverse();
    return JSON.stringify(
      scoreHost(literal({ checks: turned(checks), exposures: turned(exposures) }, { policy })),
    );
  };
  expect(new Set([...Array(30).keys()].map(bytes)).size).toBe(1);
});

test("the score names its versions and its grade", () => {
  const checks = [check("weekly:hardening.high.a", "pass")];
  const score = scoreHost(literal({ checks }));
  expect(score.modelVersion).toBe("1");
  expect(score.policyVersion).toBe("literal");
  // One tower of 100, three without evidence: 0.6 × 25 + 0.4 × 0.
  expect(score.measured).toEqual({ proven: 15, possible: 100, confidence: 15 });
  expect(score.grade).toBe("F");
  expect(scoreHost(literal({})).grade).toBeNull();
});

test("the shipped measures are nineteen, in the order of the model", () => {
  const towers = scoreHost(shipped({})).measures.map(({ tower }: MeasureScore) => tower);
  expect(towers).toEqual([
    ...Array(4).fill("hardening"),
    ...Array(4).fill("patching"),
    ...Array(5).fill("integrity"),
    ...Array(6).fill("auditing"),
  ]);
});
