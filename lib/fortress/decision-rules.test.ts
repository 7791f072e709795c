import { describe, expect, it, test } from "vitest";
import {
  belongs,
  type DecisionPolicy,
  dayOf,
  endOf,
  faultOf,
  lastDayOf,
  latestDay,
  mostDaysOf,
  needsApproval,
  type Terms,
  USUAL_POLICY,
  warningDue,
  worstOf,
} from "./decision-rules";

const NOON = Date.UTC(2026, 10, 10, 12);
const DAY = 86_400_000;
const accept: Terms = {
  treatment: "accept",
  lastDay: "2026-11-20",
  reviewDay: "",
  thirdParty: "",
  reference: "",
  control: "",
  proof: "",
};
const fault = (terms: Partial<Terms>, severity: "critical" | "low" = "low") =>
  faultOf({ ...accept, ...terms }, severity, USUAL_POLICY, NOON);

describe("who has to approve", () => {
  const from = (approvalFrom: DecisionPolicy["approvalFrom"]) => ({ ...USUAL_POLICY, approvalFrom });
  test.each([
    ["critical", "high", true],
    ["high", "high", true],
    ["medium", "high", false],
    ["info", "high", false],
    ["info", "info", true],
    ["high", "critical", false],
  ] as const)("%s, where it is asked from %s on: %s", (severity, approvalFrom, needed) => {
    expect(needsApproval(from(approvalFrom), severity)).toBe(needed);
  });
});

it("counts what only informs as low", () => {
  expect(mostDaysOf(USUAL_POLICY, "info")).toBe(365);
  expect(mostDaysOf(USUAL_POLICY, "critical")).toBe(30);
});

it("finds the worst severity among words that may be anything", () => {
  expect(worstOf(["low", "nonsense", "high", "medium"])).toBe("high");
  expect(worstOf([])).toBe(null);
});

it("holds through the whole of its last day, in UTC", () => {
  expect(endOf("2026-11-20")).toBe(Date.UTC(2026, 10, 21));
  expect(lastDayOf(endOf("2026-11-20"))).toBe("2026-11-20");
  expect(dayOf(Date.UTC(2026, 10, 20, 23, 59))).toBe("2026-11-20");
});

describe("what a proposal must have", () => {
  it("accepts with an end alone", () => expect(fault({})).toBe(null));

  it("transfers to somebody, with a reference", () => {
    expect(fault({ treatment: "transfer" })).toMatch(/to whom/);
    expect(fault({ treatment: "transfer", thirdParty: "Insurer" })).toMatch(/reference/);
    expect(fault({ treatment: "transfer", thirdParty: "Insurer", reference: "P-1" })).toBe(null);
  });

  it("reduces by a control, and avoids with a proof", () => {
    expect(fault({ treatment: "reduce" })).toMatch(/control/);
    expect(fault({ treatment: "reduce", control: "A firewall" })).toBe(null);
    expect(fault({ treatment: "avoid" })).toMatch(/report/);
    expect(fault({ treatment: "avoid", proof: "The package is gone" })).toBe(null);
  });

  it("ends today at the earliest, and by its severity at the latest", () => {
    expect(fault({ lastDay: "2026-11-09" })).toMatch(/passed/);
    expect(fault({ lastDay: "2026-11-10" })).toBe(null);
    expect(latestDay(USUAL_POLICY, "critical", NOON)).toBe("2026-12-10");
    expect(fault({ lastDay: "2026-12-10" }, "critical")).toBe(null);
    expect(fault({ lastDay: "2026-12-11" }, "critical")).toBe(
      "At critical severity a decision holds 30 days at most: choose 2026-12-10 or an earlier day.",
    );
    expect(fault({ lastDay: "2026-12-11" })).toBe(null);
  });

  it("is reviewed between today and its last day", () => {
    expect(fault({ reviewDay: "2026-11-09" })).toMatch(/has passed/);
    expect(fault({ reviewDay: "2026-11-21" })).toMatch(/after the last day/);
    expect(fault({ reviewDay: "2026-11-20" })).toBe(null);
  });

  it("keeps only what belongs to its treatment", () => {
    expect(belongs("accept", "reference")).toBe(false);
    expect(belongs("reduce", "reference")).toBe(true);
    expect(belongs("transfer", "control")).toBe(false);
  });
});

describe("the warning before the end", () => {
  const until = endOf("2026-11-30");
  const due = (daysBefore: number, from = 0) => warningDue({ from, until }, until - daysBefore * DAY);
  test.each([
    [15, null],
    [14, 14],
    [3.5, 14],
    [3, 3],
    [0.1, 3],
    [0, null],
    [-1, null],
  ])("%s days before it: %s", (before, warning) => expect(due(before)).toBe(warning));

  it("is not given for a day that came before the decision", () => {
    expect(due(10, until - 11 * DAY)).toBe(null);
    expect(due(2, until - 11 * DAY)).toBe(3);
    expect(due(1, until - 2 * DAY)).toBe(null);
  });
});
