import { describe, expect, test } from "vitest";
import { factorOf } from "./exposures";
import { at, check, exposure, literal, shipped, TODAY } from "./posture.sample";
import { scoreHost } from "./score";
import type { ExposureState } from "./state";

test.each([
  [0, "1.000"],
  [5, "0.917"],
  [10, "0.841"],
  [20, "0.707"],
  [40, "0.500"],
  [80, "0.250"],
])("%d points make a factor of %s", (penalty, factor) => {
  expect(factorOf(penalty).toFixed(3)).toBe(factor);
});

const penalty = (...exposures: ExposureState[]): number =>
  scoreHost(literal({ exposures })).towers.patching.penalty;
const since = (days: number): number => at(TODAY - days);

describe("penalty points", () => {
  test("are the weight of the severity", () => {
    expect(penalty(exposure({ severity: "critical" }))).toBe(10);
    expect(penalty(exposure({ severity: "high" }))).toBe(7.5);
    expect(penalty(exposure({ severity: "medium" }))).toBe(5);
    expect(penalty(exposure({ severity: "low" }))).toBe(2.5);
    expect(penalty(exposure({ severity: "info" }))).toBe(0);
  });

  test("double past the SLA, not before", () => {
    expect(penalty(exposure({ severity: "critical", firstSeenAt: since(7) }))).toBe(10);
    expect(penalty(exposure({ severity: "critical", firstSeenAt: since(7.01) }))).toBe(20);
    expect(penalty(exposure({ severity: "high", firstSeenAt: since(31) }))).toBe(15);
    expect(penalty(exposure({ severity: "low", firstSeenAt: since(31) }))).toBe(2.5);
    expect(penalty(exposure({ severity: "info", firstSeenAt: since(5000) }))).toBe(0);
  });

  test("count a package once, by its worst vulnerability, whichever tool saw it", () => {
    expect(
      penalty(
        exposure({ key: "openssl", severity: "medium" }),
        exposure({ kind: "vulnerability", key: "openssl CVE-2026-1", severity: "high" }),
        exposure({ kind: "vulnerability", key: "openssl CVE-2026-2", severity: "low" }),
        exposure({ source: "trivy", key: "openssl", severity: "low" }),
      ),
    ).toBe(7.5);
  });

  test("take the worst by points: a late medium weighs as much as a critical in time", () => {
    const late = exposure({ severity: "medium", firstSeenAt: since(91) });
    expect(penalty(exposure({ kind: "vulnerability", key: "openssl CVE-1", severity: "high" }), late)).toBe(
      10,
    );
  });

  test("add up over packages, and over paths even where they share words", () => {
    expect(penalty(exposure({ key: "openssl" }), exposure({ key: "openssl-dev" }))).toBe(10);
    const file = { kind: "file", tower: "integrity", severity: "low" } as const;
    const score = scoreHost(
      literal({
        exposures: [exposure({ ...file, key: "/etc/a file" }), exposure({ ...file, key: "/etc/a" })],
      }),
    );
    expect(score.towers.integrity.penalty).toBe(5);
    expect(score.towers.patching.penalty).toBe(0);
  });
});

test("the factor multiplies proven and possible of its tower, and leaves confidence alone", () => {
  const { towers } = scoreHost(
    literal({
      checks: [
        check("weekly:patching.medium.a", "pass"),
        check("weekly:patching.medium.b", "pass"),
        check("weekly:patching.medium.c", "not-checked"),
        check("weekly:patching.medium.d", "fail"),
      ],
      exposures: [...Array(8).keys()].map((n) => exposure({ key: `p${n}` })),
    }),
  );
  expect(towers.patching).toMatchObject({
    penalty: 40,
    factor: 0.5,
    figures: { proven: 25, possible: 37.5, confidence: 75 },
  });
});

test("an exposure is evidence: on a tower of which nothing else is known, nothing is proven", () => {
  const { towers, measured } = scoreHost(shipped({ exposures: [exposure({ severity: "critical" })] }));
  expect(towers.patching.figures?.proven).toBe(0);
  // The weekly audit that never came and the four measures are all unproven; the cap of the critical holds.
  expect(towers.patching.figures?.possible).toBe(70);
  expect(towers.patching.without?.possible).toBeCloseTo(84.09, 2);
  expect(towers.hardening.figures).toBeNull();
  expect(measured?.proven).toBe(0);
});
