import { describe, expect, test } from "vitest";
import type { Measure } from "./catalogue";
import { DAYS_26, decide, GUARD, IN_PLACE, MISSING, shares, UNKNOWN, WEAK } from "./measures.sample";
import { at, check, source, TODAY } from "./posture.sample";

describe("presence", () => {
  const rule: Measure["rule"] = {
    kind: "presence",
    present: [
      { check: GUARD, outcome: "pass" },
      { fact: "weekly:tool", is: ["aide", "samhain"] },
    ],
    weakUnless: [{ fact: "weekly:running" }, { fact: "weekly:agentless", empty: true }],
    missing: [
      { check: GUARD, outcome: "fail" },
      { fact: "weekly:tool", empty: true },
    ],
  };

  test("is in place by a check or a fact that says so", () => {
    const facts = [source("weekly", { running: ["aide"] })];
    const byCheck = decide(rule, { checks: [check(GUARD, "pass")], sources: facts });
    expect(shares(byCheck)).toEqual(IN_PLACE);
    expect(byCheck.because).toBe("Weekly: title of weekly:hardening.medium.guard: passed.");
    expect(byCheck.checks).toEqual([GUARD]);
    const byFact = decide(rule, {
      sources: [source("weekly", { tool: ["tripwire", "aide"], running: ["1"] })],
    });
    expect(shares(byFact)).toEqual(IN_PLACE);
    expect(byFact.because).toBe("Weekly: tool: tripwire, aide.");
    expect(byFact.checks).toEqual([]);
  });

  test("is weak where nothing says that it works", () => {
    const weak = decide(rule, { checks: [check(GUARD, "pass")] });
    expect(shares(weak)).toEqual(WEAK);
    expect(weak.because).toBe(
      "Weekly: title of weekly:hardening.medium.guard: passed. That alone makes it weak.",
    );
    for (const value of ["0", ""]) {
      const small = {
        checks: [check(GUARD, "pass")],
        sources: [source("weekly", { running: [value], agentless: ["x"] })],
      };
      expect(shares(decide(rule, small))).toEqual(WEAK);
    }
    const empty = { checks: [check(GUARD, "pass")], sources: [source("weekly", { agentless: [] })] };
    expect(shares(decide(rule, empty))).toEqual(IN_PLACE);
  });

  test("is missing by a failure, wholly or in part, or by what was looked for and is not there", () => {
    expect(shares(decide(rule, { checks: [check(GUARD, "fail")] }))).toEqual(MISSING);
    expect(shares(decide(rule, { checks: [check(GUARD, "part", { ratio: 0.9 })] }))).toEqual(MISSING);
    expect(shares(decide(rule, { sources: [source("weekly", { tool: [] })] }))).toEqual(MISSING);
    expect(decide(rule, { sources: [source("weekly", { tool: [] })] }).because).toBe("Weekly: tool: none.");
  });

  test("is unknown where nobody looked, or where what was seen vanished", () => {
    expect(shares(decide(rule, {}))).toEqual(UNKNOWN);
    expect(shares(decide(rule, { sources: [source("weekly", { tool: ["tripwire"] })] }))).toEqual(UNKNOWN);
    expect(shares(decide(rule, { sources: [source("daily", { tool: [] })] }))).toEqual(UNKNOWN);
    for (const outcome of ["not-checked", "error", "unknown", "not-applicable"] as const)
      expect(shares(decide(rule, { checks: [check(GUARD, outcome)] }))).toEqual(UNKNOWN);
    expect(shares(decide(rule, { checks: [check(GUARD, "pass", { vanished: true })] }))).toEqual(UNKNOWN);
  });

  test("stays missing where the failure vanished or is old, and ages where it is in place", () => {
    const gone = check(GUARD, "fail", { vanished: true, observedAt: at(0) });
    expect(shares(decide(rule, { checks: [gone] }))).toEqual(MISSING);
    const running = source("weekly", { running: ["1"] });
    const old = { checks: [check(GUARD, "pass", { observedAt: DAYS_26 })], sources: [running] };
    expect(shares(decide(rule, old))).toEqual({ ...IN_PLACE, passed: 0.5, unproven: 0.5 });
    const weak = { checks: [check(GUARD, "pass", { observedAt: DAYS_26 })] };
    expect(shares(decide(rule, weak))).toEqual({ ...WEAK, passed: 0.25, unproven: 0.25 });
  });

  test("is as fresh as the freshest thing that says so", () => {
    const small = {
      checks: [check(GUARD, "pass", { observedAt: DAYS_26 })],
      sources: [source("weekly", { tool: ["aide"], running: ["1"] })],
    };
    expect(shares(decide(rule, small))).toEqual(IN_PLACE);
  });
});

describe("presence of a guard that reports", () => {
  const rule: Measure["rule"] = {
    kind: "presence",
    present: [{ check: GUARD, outcome: "pass" }],
    missing: [{ check: GUARD, outcome: "fail" }],
    heard: { sources: ["daily"], checks: ["weekly:hardening.info.heard"] },
  };
  const there = check(GUARD, "pass");

  test("is in place once it is heard: by a source of its own", () => {
    expect(shares(decide(rule, { checks: [there], sources: [source("daily")] }))).toEqual(IN_PLACE);
  });

  test("or by a check that it runs, whatever the result", () => {
    for (const outcome of ["pass", "fail", "part"] as const) {
      const heard = check("weekly:hardening.info.heard", outcome);
      expect(shares(decide(rule, { checks: [there, heard] }))).toEqual(IN_PLACE);
    }
  });

  test("is weak while it is silent: on the wall, but not heard", () => {
    const silent = decide(rule, { checks: [there, check("weekly:hardening.info.heard", "not-checked")] });
    expect(shares(silent)).toEqual(WEAK);
    expect(silent.silent).toBe(true);
    expect(silent.because).toMatch(/On the wall, but silent: none of its own reports has come\.$/);
  });

  test("loses the second half as its reports age, and is silent when the last has aged away", () => {
    // Half of a daily source is left after 23 days.
    const fading = source("daily", {}, { observedAt: at(TODAY - 23) });
    expect(shares(decide(rule, { checks: [there], sources: [fading] }))).toEqual({
      ...IN_PLACE,
      passed: 0.75,
      unproven: 0.25,
    });
    const stopped = decide(rule, {
      checks: [there],
      sources: [source("daily", {}, { observedAt: at(TODAY - 45) })],
    });
    expect(shares(stopped)).toEqual(WEAK);
    expect(stopped.because).toMatch(/its own reports stopped\.$/);
  });

  test("is missing where it is not there, heard or not", () => {
    expect(shares(decide(rule, { checks: [check(GUARD, "fail")], sources: [source("daily")] }))).toEqual(
      MISSING,
    );
    expect(shares(decide(rule, { sources: [source("daily")] }))).toEqual(UNKNOWN);
  });
});

describe("an attestation", () => {
  const word = { measure: "m", by: "Ada", at: at(TODAY - 1), validUntil: at(TODAY + 1) };
  const presence: Measure["rule"] = {
    kind: "presence",
    present: [{ check: GUARD, outcome: "pass" }],
    weakUnless: [{ fact: "weekly:running" }],
    missing: [{ check: GUARD, outcome: "fail" }],
  };

  test("proves what no tool can test", () => {
    expect(shares(decide({ kind: "attested" }, {}))).toEqual(UNKNOWN);
    const attested = decide({ kind: "attested" }, { attestations: [word] });
    expect(shares(attested)).toEqual(IN_PLACE);
    expect(attested.because).toBe("Attested by Ada.");
  });

  test("ends by itself, does not begin before it was given, and speaks of its own measure", () => {
    const with_ = (more: Partial<typeof word>) =>
      shares(decide({ kind: "attested" }, { attestations: [{ ...word, ...more }] }));
    expect(with_({ validUntil: at(TODAY) })).toEqual(UNKNOWN);
    expect(with_({ at: at(TODAY) + 1 })).toEqual(UNKNOWN);
    expect(with_({ measure: "n" })).toEqual(UNKNOWN);
  });

  test("fills what no report decides", () => {
    expect(shares(decide(presence, { attestations: [word] }))).toEqual(IN_PLACE);
  });

  test("never overrules a report: missing stays missing, weak stays weak", () => {
    const missing = decide(presence, { checks: [check(GUARD, "fail")], attestations: [word] });
    expect(shares(missing)).toEqual(MISSING);
    const weak = decide(presence, { checks: [check(GUARD, "pass")], attestations: [word] });
    expect(shares(weak)).toEqual(WEAK);
    expect(weak.because).not.toContain("Ada");
  });

  test("keeps up what a report once proved, so that losing the report cannot be worth more", () => {
    const old = check(GUARD, "pass", { observedAt: DAYS_26 });
    const inPlace = { checks: [old], sources: [source("weekly", { running: ["1"] })], attestations: [word] };
    expect(shares(decide(presence, inPlace))).toEqual(IN_PLACE);
    expect(shares(decide(presence, { checks: [old], attestations: [word] }))).toEqual(WEAK);
  });

  test("of several the latest is named", () => {
    const earlier = { ...word, by: "Zoe", at: at(TODAY - 9) };
    for (const attestations of [
      [word, earlier],
      [earlier, word],
    ])
      expect(decide({ kind: "attested" }, { attestations }).because).toBe("Attested by Ada.");
  });
});
