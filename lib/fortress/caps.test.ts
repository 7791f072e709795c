import { describe, expect, test } from "vitest";
import { at, check, exposure, literal, TODAY } from "./posture.sample";
import { scoreHost } from "./score";
import type { CheckState } from "./state";

/** Twenty medium passes on a tower: 100 without a cap. */
const passes = (tower: string): CheckState[] =>
  [...Array(20).keys()].map((n) => check(`weekly:${tower}.medium.pass-${n}`, "pass"));

const tower = (name: "hardening" | "patching" | "integrity", small: Parameters<typeof literal>[0]) =>
  scoreHost(literal({ ...small, checks: [...passes(name), ...(small.checks ?? [])] })).towers[name];

describe("a tower is held", () => {
  test("at 40 by an account with an empty password", () => {
    const { figures, cap, without } = tower("hardening", {
      checks: [check("weekly:hardening.critical.cap", "fail")],
    });
    expect(cap).toEqual({
      at: 40,
      key: "weekly:hardening.critical.cap",
      cause: "title of weekly:hardening.critical.cap",
    });
    expect(figures).toMatchObject({ proven: 40, possible: 40 });
    expect(without?.proven).toBeCloseTo(100 * (100 / 110), 9);
  });

  test("at 70 by any other critical that fails, wholly or in part", () => {
    expect(
      tower("hardening", { checks: [check("weekly:hardening.critical.a", "fail")] }).figures?.proven,
    ).toBe(70);
    const part = check("weekly:hardening.critical.a", "part", { ratio: 0.9 });
    expect(tower("hardening", { checks: [part] })).toMatchObject({
      figures: { proven: 70, possible: 70 },
      cap: { at: 70 },
    });
  });

  test("at 40 by malware, a known-exploited vulnerability with a fix, a changed system binary", () => {
    const malware = exposure({
      source: "rkhunter",
      kind: "malware",
      key: "x",
      tower: "integrity",
      severity: "low",
      title: "Diamorphine in /usr/lib",
    });
    expect(tower("integrity", { exposures: [malware] }).cap).toEqual({
      at: 40,
      key: "malware:x",
      cause: "rkhunter: Diamorphine in /usr/lib",
    });
    const exploited = exposure({ kind: "vulnerability", key: "a CVE-1", exploitedWithFix: true });
    expect(tower("patching", { exposures: [exploited] }).cap?.at).toBe(40);
    const binary = exposure({ kind: "file", key: "/usr/bin/ls", tower: "integrity", systemBinary: true });
    expect(tower("integrity", { exposures: [binary] }).cap?.at).toBe(40);
  });

  test("at 70 by an open critical exposure", () => {
    const { cap, figures } = tower("patching", { exposures: [exposure({ severity: "critical" })] });
    expect(cap?.at).toBe(70);
    expect(figures).toMatchObject({ proven: 70, possible: 70 });
  });

  test("by the lowest cap; among equal ones by the first key, in whatever order they come", () => {
    const causes = [
      check("weekly:hardening.critical.a", "fail"),
      check("weekly:hardening.critical.z.cap", "fail"),
      check("weekly:hardening.critical.c.cap", "fail"),
    ];
    const key = "weekly:hardening.critical.c.cap";
    expect(tower("hardening", { checks: causes }).cap).toMatchObject({ at: 40, key });
    expect(tower("hardening", { checks: causes.reverse() }).cap).toMatchObject({ at: 40, key });
  });

  test("only on its own tower", () => {
    const { towers } = scoreHost(
      literal({ checks: [...passes("hardening"), check("weekly:auditing.critical.a.cap", "fail")] }),
    );
    expect(towers.hardening.cap).toBeNull();
    expect(towers.hardening.figures?.proven).toBe(100);
  });

  test("only while it fails: a pass, a skip or an informational failure holds nothing", () => {
    for (const outcome of ["pass", "not-checked", "not-applicable", "error", "unknown"] as const)
      expect(
        tower("hardening", { checks: [check("weekly:hardening.critical.cap", outcome)] }).cap,
      ).toBeNull();
    expect(tower("hardening", { checks: [check("weekly:hardening.high.a", "fail")] }).cap).toBeNull();
  });

  test("also by a failure that vanished or is old: a failure stays until disproved", () => {
    const old = check("weekly:hardening.critical.cap", "fail", {
      observedAt: at(TODAY - 400),
      vanished: true,
    });
    expect(tower("hardening", { checks: [old] }).cap?.at).toBe(40);
  });
});

test("a cap is not named where the tower would not stand higher without it", () => {
  const fails = [...Array(20).keys()].map((n) => check(`weekly:hardening.medium.fail-${n}`, "fail"));
  const low = tower("hardening", { checks: [...fails, check("weekly:hardening.critical.a", "fail")] });
  expect(low.cap).toBeNull();
  expect(low.without).toBeNull();
  expect(low.figures?.possible).toBeCloseTo(100 * (100 / 210), 9);
});

test("a cap that only possible reaches leaves proven as it is", () => {
  const skipped = [...Array(60).keys()].map((n) =>
    check(`weekly:hardening.medium.skipped-${n}`, "not-checked"),
  );
  const { figures, cap } = tower("hardening", {
    checks: [...skipped, check("weekly:hardening.critical.a", "fail")],
  });
  expect(cap?.at).toBe(70);
  expect(figures?.proven).toBeCloseTo(100 * (100 / 410), 9);
  expect(figures?.possible).toBe(70);
});

describe("in the managed score", () => {
  const checks = [...passes("hardening"), check("weekly:hardening.critical.cap", "fail")];
  const decided = (treatment: "accept" | "transfer" | "reduce" | "avoid", compensated = false) =>
    scoreHost(
      literal({
        checks,
        decisions: [
          { key: "weekly:hardening.critical.cap", treatment, from: 0, until: at(TODAY + 1), compensated },
        ],
      }),
    );
  // One tower of 40, three without evidence: 0.6 × 10 + 0.4 × 0.
  test("acceptance and transfer lift the cap, and the failure leaves the denominator", () => {
    for (const treatment of ["accept", "transfer"] as const) {
      expect(decided(treatment).measured?.proven).toBeCloseTo(6, 9);
      expect(decided(treatment).managed?.proven).toBeCloseTo(15, 9);
      expect(decided(treatment).towers.hardening.cap?.at).toBe(40);
    }
  });

  test("a compensating control does not lift it, nor does avoid before a report", () => {
    expect(decided("reduce", true).managed?.proven).toBeCloseTo(6, 9);
    expect(decided("avoid").managed?.proven).toBeCloseTo(6, 9);
  });
});
