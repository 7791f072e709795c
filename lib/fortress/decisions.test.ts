import { describe, expect, test } from "vitest";
import type { Measure } from "./catalogue";
import type { Decision, Posture } from "./posture";
import {
  at,
  check,
  exposure,
  literal,
  literalCatalogue,
  type posture,
  source,
  TODAY,
} from "./posture.sample";
import { scoreHost } from "./score";
import { TOWERS } from "./types";

const until = at(TODAY + 30);
const accept = (key: string): Decision => ({ key, treatment: "accept", from: 0, until });
const compensate = (key: string): Decision => ({
  key,
  treatment: "reduce",
  from: 0,
  until,
  compensated: true,
});

type Small = Parameters<typeof posture>[0];

/** The hardening tower in the managed score. All other towers are without evidence: 0.6 × a quarter of it. */
function managed(small: Small, decisions: readonly Decision[], measures: Measure[] = []): number {
  const catalogue = literalCatalogue(measures);
  const plain = scoreHost(literal(small, { catalogue }));
  const score = scoreHost(literal({ ...small, decisions }, { catalogue }));
  // Whatever is decided, what was measured stays as it is.
  expect({ ...score, managed: null }).toEqual({ ...plain, managed: null });
  expect(plain.managed).toEqual(plain.measured);
  return (score.managed?.proven ?? Number.NaN) / 0.15;
}

describe("a failed check", () => {
  const FAIL = "weekly:hardening.medium.fail";
  const small = {
    checks: [
      check("weekly:hardening.medium.pass", "pass"),
      check("weekly:hardening.medium.skipped", "not-checked"),
      check(FAIL, "fail"),
      check("weekly:hardening.medium.other", "fail"),
    ],
  };

  test("counts while nothing is decided", () => {
    expect(managed(small, [])).toBeCloseTo(25, 9);
  });

  test("leaves the denominator when it is accepted or transferred", () => {
    expect(managed(small, [accept(FAIL)])).toBeCloseTo(100 / 3, 9);
    expect(managed(small, [{ key: FAIL, treatment: "transfer", from: 0, until }])).toBeCloseTo(100 / 3, 9);
  });

  test("earns nothing by a plan to reduce it, and half by a compensating control", () => {
    expect(managed(small, [{ key: FAIL, treatment: "reduce", from: 0, until }])).toBeCloseTo(25, 9);
    expect(managed(small, [compensate(FAIL)])).toBeCloseTo(37.5, 9);
  });

  test("earns nothing by avoidance that no report has proved", () => {
    expect(managed(small, [{ key: FAIL, treatment: "avoid", from: 0, until }])).toBeCloseTo(25, 9);
  });

  test("counts again as soon as the decision has expired", () => {
    expect(managed(small, [{ ...accept(FAIL), until: at(TODAY) + 1 }])).toBeCloseTo(100 / 3, 9);
    expect(managed(small, [{ ...accept(FAIL), until: at(TODAY) }])).toBeCloseTo(25, 9);
  });

  test("is out where one decision accepts it and another compensates it, in either order", () => {
    expect(managed(small, [accept(FAIL), compensate(FAIL)])).toBeCloseTo(100 / 3, 9);
    expect(managed(small, [compensate(FAIL), accept(FAIL)])).toBeCloseTo(100 / 3, 9);
  });

  test("takes only its failed part along", () => {
    const part = check(FAIL, "part", { ratio: 0.5 });
    const checks = [part, check("weekly:hardening.medium.other", "fail")];
    expect(managed({ checks }, [accept(FAIL)])).toBeCloseTo(100 * (2.5 / 7.5), 9);
    expect(managed({ checks }, [compensate(FAIL)])).toBeCloseTo(37.5, 9);
  });

  test("that passes by now keeps its pass", () => {
    const checks = [check(FAIL, "pass"), check("weekly:hardening.medium.other", "fail")];
    expect(managed({ checks }, [accept(FAIL)])).toBeCloseTo(50, 9);
  });

  test("that is all there was leaves nothing proven and everything possible", () => {
    const checks = [check(FAIL, "fail")];
    const score = scoreHost(literal({ checks, decisions: [accept(FAIL)] }));
    expect(score.measured).toMatchObject({ proven: 0, possible: 0.6 * 75 });
    expect(score.managed).toMatchObject({ proven: 0, possible: 100 });
  });
});

test("the grade is that of what is measured", () => {
  const checks = TOWERS.flatMap((tower) => [
    check(`weekly:${tower}.medium.pass`, "pass"),
    check(`weekly:${tower}.medium.fail`, "fail"),
  ]);
  const decisions = TOWERS.map((tower) => accept(`weekly:${tower}.medium.fail`));
  const { measured, managed: accepted, grade } = scoreHost(literal({ checks, decisions }));
  expect([measured?.proven, accepted?.proven, grade]).toEqual([50, 100, "D"]);
});

describe("an exposure", () => {
  const key = "package:openssl";
  const small: Small = {
    checks: [check("weekly:hardening.medium.pass", "pass")],
    exposures: [exposure({ tower: "hardening", severity: "critical", firstSeenAt: at(TODAY - 8) })],
  };

  test("weighs nothing when accepted, and no longer holds its tower", () => {
    expect(managed(small, [])).toBeCloseTo(70, 1);
    expect(managed(small, [accept(key)])).toBeCloseTo(100, 9);
  });

  test("weighs half under a compensating control, and still holds its tower", () => {
    // 20 points make 70.7, held at 70; 10 points make 84.1, held at 70.
    const medium: Posture["exposures"] = [exposure({ tower: "hardening" })];
    expect(managed({ ...small, exposures: medium }, [])).toBeCloseTo(91.7, 1);
    expect(managed({ ...small, exposures: medium }, [compensate(key)])).toBeCloseTo(95.76, 2);
    expect(managed(small, [compensate(key)])).toBeCloseTo(70, 9);
  });

  test("accepted leaves others of the same package", () => {
    const exposures = [
      exposure({ tower: "hardening", kind: "vulnerability", key: "openssl CVE-1", severity: "high" }),
      exposure({ tower: "hardening", kind: "vulnerability", key: "openssl CVE-2", severity: "low" }),
    ];
    const two = { ...small, exposures };
    expect(managed(two, [accept("vulnerability:openssl CVE-1")])).toBeCloseTo(100 * 2 ** (-2.5 / 40), 9);
    expect(managed(two, [accept("vulnerability:openssl CVE-2")])).toBeCloseTo(100 * 2 ** (-7.5 / 40), 9);
  });
});

describe("a measure", () => {
  const guard = "weekly:hardening.medium.guard";
  const second = "weekly:hardening.medium.second";
  const presence: Measure = {
    id: "guard",
    tower: "hardening",
    role: "guard",
    title: "Guard",
    takes: [guard, second],
    rule: {
      kind: "presence",
      present: [{ check: "weekly:hardening.medium.there", outcome: "pass" }],
      weakUnless: [{ check: second, outcome: "pass" }],
      missing: [
        { check: guard, outcome: "fail" },
        { check: second, outcome: "fail" },
      ],
    },
  };
  const inPlace: Measure = { ...presence, id: "other", rule: { kind: "attested" }, takes: [] };
  const word = { measure: "other", by: "Ada", at: at(TODAY), validUntil: until };
  const measures = [presence, inPlace];

  test("leaves when it is accepted itself", () => {
    const small = { checks: [check(guard, "fail")], attestations: [word] };
    expect(managed(small, [], measures)).toBeCloseTo(50, 9);
    expect(managed(small, [accept("measure:guard")], measures)).toBeCloseTo(100, 9);
    expect(managed(small, [compensate("measure:guard")], measures)).toBeCloseTo(75, 9);
  });

  test("leaves when the failed check that decided it is accepted; all of them, if there are more", () => {
    const one = { checks: [check(guard, "fail")], attestations: [word] };
    expect(managed(one, [accept(guard)], measures)).toBeCloseTo(100, 9);
    const both = { ...one, checks: [check(guard, "fail"), check(second, "fail")] };
    expect(managed(both, [accept(guard)], measures)).toBeCloseTo(50, 9);
    expect(managed(both, [accept(guard), accept(second)], measures)).toBeCloseTo(100, 9);
    expect(managed(both, [accept(guard), compensate(second)], measures)).toBeCloseTo(75, 9);
  });

  test("keeps what it has: a weak one loses only its failed half", () => {
    const there = check("weekly:hardening.medium.there", "pass");
    const weak = { checks: [there, check(second, "fail")], attestations: [word] };
    const wall = 100;
    expect(managed(weak, [], measures)).toBeCloseTo((75 + wall) / 2, 9);
    expect(managed(weak, [accept(second)], measures)).toBeCloseTo((100 + wall) / 2, 9);
    // A decision about a check that passes is about nothing.
    expect(managed(weak, [accept("weekly:hardening.medium.there")], measures)).toBeCloseTo(
      (75 + wall) / 2,
      9,
    );
  });

  test("that is a share of checks is reckoned without the accepted ones", () => {
    const names = [..."abcd"].map((letter) => `weekly:hardening.medium.${letter}`);
    const rule: Measure["rule"] = { kind: "checks", checks: names, inPlace: 0.9, weak: 0.5 };
    const shares = [{ ...presence, rule, takes: names }];
    const of = (letters: string, decisions: Decision[]): number => {
      const checks = [...letters].map((letter, n) => check(names[n] ?? "", letter === "p" ? "pass" : "fail"));
      return managed({ checks }, decisions, shares);
    };
    const [a = "", b = "", c = "", d = ""] = names;
    expect(of("pffp", [])).toBeCloseTo(50, 9);
    expect(of("pffp", [accept(b)])).toBeCloseTo(50, 9);
    expect(of("pffp", [accept(b), accept(c)])).toBeCloseTo(100, 9);
    expect(of("pfff", [])).toBeCloseTo(0, 9);
    expect(of("pfff", [compensate(b), compensate(c)])).toBeCloseTo(50, 9);
    // Accepting what passes loses no pass.
    expect(of("pffp", [accept(a), accept(d)])).toBeCloseTo(50, 9);
    // A decision about the measure stands for those about its checks: half is half, not three quarters.
    expect(of("ffff", [...names.map(compensate), compensate("measure:guard")])).toBeCloseTo(50, 9);
  });

  test("decided by the wall looks at what was measured, whatever is accepted of it", () => {
    const wall: Measure = {
      ...presence,
      takes: [],
      rule: { kind: "wall", tower: "hardening", inPlace: 0.8, weak: 0.5 },
    };
    const checks = [check("weekly:hardening.low.a", "pass"), check("weekly:hardening.low.b", "fail")];
    const small = { checks, sources: [source("weekly")] };
    expect(managed(small, [], [wall])).toBeCloseTo((50 + 50) / 2, 9);
    expect(managed(small, [accept("weekly:hardening.low.b")], [wall])).toBeCloseTo((50 + 100) / 2, 9);
  });
});
