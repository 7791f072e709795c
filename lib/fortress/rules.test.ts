import { describe, expect, test } from "vitest";
import type { Measure } from "./catalogue";
import { DAYS_26, decide, IN_PLACE, MISSING, type Small, shares, UNKNOWN, WEAK } from "./measures.sample";
import type { MeasureScore } from "./posture";
import { at, check, exposure, source, TODAY } from "./posture.sample";

describe("a share of checks", () => {
  const names = [..."abcdefghij"].map((letter) => `weekly:hardening.medium.${letter}`);
  const rule: Measure["rule"] = { kind: "checks", checks: names, inPlace: 0.9, weak: 0.5 };
  /** One letter a check: p passed, f failed, o passed 26 days ago, n not checked, v vanished pass, - not applicable. */
  const outcomes = (letters: string): Small => ({
    checks: [...letters].map((letter, n) => {
      const name = names[n] ?? "";
      if (letter === "o") return check(name, "pass", { observedAt: DAYS_26 });
      if (letter === "v") return check(name, "pass", { vanished: true });
      const outcome = letter === "p" ? "pass" : letter === "f" ? "fail" : "not-applicable";
      return check(name, letter === "n" ? "not-checked" : outcome);
    }),
  });
  const of = (letters: string): MeasureScore => decide(rule, outcomes(letters), names);

  test.each([
    ["pppppppppp", IN_PLACE],
    ["pppppppppf", IN_PLACE],
    ["ppppppppff", WEAK],
    ["pppppfffff", WEAK],
    ["ppppffffff", MISSING],
    ["p---------", IN_PLACE],
    ["----------", UNKNOWN],
    ["nnnnnnnnnn", UNKNOWN],
    // What nobody looked at proves nothing and stays possible.
    ["pppppnnnnn", { status: "weak", passed: 0.5, failed: 0, unproven: 0.5 }],
    ["pppppvvvvv", { status: "weak", passed: 0.5, failed: 0, unproven: 0.5 }],
    ["ppppnnnnnn", { status: "unknown", passed: 0, failed: 0, unproven: 1 }],
    ["ppppffnnnn", { status: "unknown", passed: 0, failed: 0.5, unproven: 0.5 }],
    ["fffffnnnnn", { status: "unknown", passed: 0, failed: 0.5, unproven: 0.5 }],
    ["ffffffnnnn", MISSING],
    // All of the same age fade as one.
    ["oooooooooo", { status: "in place", passed: 0.5, failed: 0, unproven: 0.5 }],
    ["ooooooofff", { status: "weak", passed: 0.25, failed: 0.5, unproven: 0.25 }],
    // One fresh pass does not carry nine stale ones: 5.5 of the 9 that it takes.
    ["pooooooooo", { status: "in place", passed: 5.5 / 9, failed: 0, unproven: 1 - 5.5 / 9 }],
  ])("%s", (letters, expected) => {
    const { status, passed, failed, unproven } = of(letters);
    expect(status).toBe(expected.status);
    expect([passed, failed, unproven]).toEqual([
      expect.closeTo(expected.passed, 9),
      expect.closeTo(expected.failed, 9),
      expect.closeTo(expected.unproven, 9),
    ]);
  });

  test("says what failed", () => {
    expect(of("ppppppppff").because).toBe(
      "Not so: title of weekly:hardening.medium.i; title of weekly:hardening.medium.j.",
    );
    expect(of("ppppppppff").checks).toEqual(names);
    expect(of("ppp").because).toBe("All of its checks that were looked at passed.");
  });

  test("age decides no step: nine of ten are in place as long as they count at all", () => {
    for (let days = 7; days < 45; days += 0.25) {
      const checks = names.map((name, n) =>
        check(name, n < 9 ? "pass" : "fail", { observedAt: at(TODAY - days) }),
      );
      expect(decide(rule, { checks }, names).status).toBe("in place");
    }
  });

  test("a stale pass that turns into a failure beside fresh ones raises nothing", () => {
    expect(of("ppppppoff").passed).toBeGreaterThanOrEqual(of("ppppppfff").passed);
  });
});

describe("a count", () => {
  const rule: Measure["rule"] = {
    kind: "count",
    fact: "weekly:installed_packages",
    unit: "packages",
    inPlace: 400,
    weak: 1000,
  };
  const of = (...values: string[]) =>
    decide(rule, { sources: [source("weekly", { installed_packages: values })] });

  test.each([
    ["1", IN_PLACE],
    ["400", IN_PLACE],
    ["401", WEAK],
    ["1000", WEAK],
    ["1001", MISSING],
    ["0", UNKNOWN],
    ["-5", UNKNOWN],
    ["", UNKNOWN],
    ["many", UNKNOWN],
    ["Infinity", UNKNOWN],
  ])("%s packages", (value, expected) => {
    expect(shares(of(value))).toEqual(expected);
  });

  test("is unknown without the fact, and ages with it", () => {
    expect(shares(of())).toEqual(UNKNOWN);
    expect(shares(decide(rule, {}))).toEqual(UNKNOWN);
    const fact = { values: ["300"], at: DAYS_26, reportId: "report" };
    const small = { sources: [source("weekly", {}, { facts: { installed_packages: fact } })] };
    expect(shares(decide(rule, small))).toEqual({ ...IN_PLACE, passed: 0.5, unproven: 0.5 });
  });

  test("says the number and the limits", () => {
    expect(of("512").because).toBe("Weekly: 512 packages; up to 400 is in place, up to 1000 weak.");
  });
});

describe("exposures", () => {
  const LIST = "weekly:patching.high.list";
  const OTHER = "weekly:patching.high.other";
  const rule: Measure["rule"] = {
    kind: "exposures",
    exposure: "package",
    unit: "updates waiting",
    knownBy: { sources: ["daily"], checks: [LIST, OTHER] },
    inPlace: 0,
    weak: 3,
  };
  const waiting = (count: number) => [...Array(count).keys()].map((n) => exposure({ key: `p${n}` }));
  const of = (small: Small) => decide(rule, small, [LIST, OTHER]);

  test.each([
    [0, "pass", IN_PLACE],
    [1, "fail", WEAK],
    [3, "fail", WEAK],
    [4, "fail", MISSING],
  ] as const)("%d waiting, the list %s", (count, outcome, expected) => {
    const result = of({ checks: [check(LIST, outcome)], exposures: waiting(count) });
    expect(shares(result)).toEqual(expected);
    expect(result.checks).toEqual([LIST]);
  });

  test("of another kind do not count", () => {
    const exposures = [exposure({ kind: "vulnerability" })];
    expect(shares(of({ checks: [check(LIST, "pass")], exposures }))).toEqual(IN_PLACE);
  });

  test("no list is no proof: nobody looked", () => {
    expect(shares(of({}))).toEqual(UNKNOWN);
    expect(shares(of({ checks: [check(LIST, "not-checked"), check(OTHER, "not-applicable")] }))).toEqual(
      UNKNOWN,
    );
    expect(shares(of({ sources: [source("daily")] }))).toEqual(IN_PLACE);
  });

  test("a test that failed without naming them stands for one", () => {
    const result = of({ checks: [check(LIST, "fail")] });
    expect(shares(result)).toEqual(WEAK);
    expect(result.because).toBe("Unlisted updates waiting.");
  });

  test("a test without a result could hide one", () => {
    const result = of({ checks: [check(LIST, "pass"), check(OTHER, "not-checked")] });
    expect(shares(result)).toEqual({ status: "weak", passed: 0.5, failed: 0, unproven: 0.5 });
    expect(result.because).toMatch(/^No updates waiting\. Not every test/);
  });

  test("are only as fresh as the list", () => {
    const checks = [check(LIST, "pass", { observedAt: DAYS_26 })];
    expect(shares(of({ checks }))).toEqual({ ...IN_PLACE, passed: 0.5, unproven: 0.5 });
    expect(shares(of({ exposures: waiting(2) }))).toEqual({ ...WEAK, passed: 0, unproven: 0.5 });
  });
});

describe("reports of a source", () => {
  const once: Measure["rule"] = { kind: "source", source: "configuration", reports: 1 };
  const twice: Measure["rule"] = { kind: "source", source: "configuration", reports: 2 };

  test("one full report is enough for the first rule, and ages", () => {
    expect(shares(decide(once, { sources: [source("weekly")] }))).toEqual(IN_PLACE);
    expect(shares(decide(once, { sources: [source("weekly", {}, { fullAt: DAYS_26 })] }))).toEqual({
      ...IN_PLACE,
      passed: 0.5,
      unproven: 0.5,
    });
  });

  test("none, one of another kind, or one that was not full leaves it unknown", () => {
    expect(shares(decide(once, {}))).toEqual(UNKNOWN);
    expect(shares(decide(once, { sources: [source("daily")] }))).toEqual(UNKNOWN);
    expect(shares(decide(once, { sources: [source("weekly", {}, { fullAt: null })] }))).toEqual(UNKNOWN);
  });

  test("a second day makes it continuous", () => {
    const first = decide(twice, { sources: [source("weekly")] });
    expect(shares(first)).toEqual(WEAK);
    expect(first.because).toBe("weekly 3.1.4 reported on one day only; a second day makes it continuous.");
    const second = { sources: [source("weekly", {}, { previousFullAt: at(TODAY - 7) })] };
    expect(shares(decide(twice, second))).toEqual(IN_PLACE);
  });

  test("the earlier day counts for two periods before it fades", () => {
    const earlier = (days: number) => ({
      sources: [source("weekly", {}, { previousFullAt: at(TODAY - days) })],
    });
    expect(shares(decide(twice, earlier(14)))).toEqual(IN_PLACE);
    expect(decide(twice, earlier(29.5)).passed).toBeCloseTo(0.75, 9);
    expect(shares(decide(twice, earlier(45)))).toEqual(WEAK);
  });

  test("names all who reported, in one order", () => {
    const sources = [source("xccdf"), source("weekly")];
    const text = "weekly 3.1.4 and xccdf 3.1.4 reported.";
    expect(decide(once, { sources }).because).toBe(text);
    expect(decide(once, { sources: sources.reverse() }).because).toBe(text);
  });
});

describe("the wall of a tower", () => {
  const rule: Measure["rule"] = { kind: "wall", tower: "auditing", inPlace: 0.8, weak: 0.5 };
  /** So many of ten on the auditing wall pass; ten points of weight more are expected and have not come. */
  const of = (passed: number, more: Small = {}) =>
    decide(rule, {
      checks: [...Array(10).keys()].map((n) =>
        check(`weekly:auditing.high.${n}`, n < passed ? "pass" : "fail"),
      ),
      sources: [source("malware-scanner")],
      ...more,
    });

  test("counts by weight what passed of what is expected", () => {
    // 75 and 10 that are missing.
    expect(shares(of(10))).toEqual(IN_PLACE);
    expect(of(10).because).toBe("88 % of the auditing checks by weight passed; from 80 % it is in place.");
    expect(shares(of(9))).toEqual({ status: "weak", passed: 0.5, failed: 0, unproven: 0.5 });
    expect(shares(of(8))).toEqual({ status: "weak", passed: 0.5, failed: 0, unproven: 0.5 });
    expect(shares(of(7))).toEqual(WEAK);
    expect(shares(of(5))).toEqual({ status: "unknown", passed: 0, failed: 0.5, unproven: 0.5 });
    expect(shares(of(4))).toEqual(MISSING);
  });

  test("is unknown where the wall is bare", () => {
    expect(shares(decide(rule, {}))).toEqual(UNKNOWN);
    expect(shares(decide(rule, { checks: [check("weekly:auditing.high.a", "not-checked")] }))).toEqual(
      UNKNOWN,
    );
    expect(shares(decide(rule, { checks: [check("weekly:hardening.high.a", "pass")] }))).toEqual(UNKNOWN);
  });
});
