import { describe, expect, test } from "vitest";
import { inOrder } from "./changes";
import { at } from "./posture.sample";
import { dated, finding, fold, known, outcomeOf, saying, tell } from "./report.sample";

describe("the life of a finding", () => {
  test("opened, closed by a pass, reopened, closed again", () => {
    const reports = [
      dated(1, { observations: saying({ fail: "a", pass: "b" }) }),
      dated(2, { observations: saying({ pass: "a b" }) }),
      dated(3, { observations: saying({ fail: "a", pass: "b" }) }),
      dated(4, { observations: saying({ fail: "a", pass: "b" }) }),
    ];
    expect(tell(reports)).toEqual([
      ["opened lynis:a"],
      ["closed lynis:a: verified"],
      ["reopened lynis:a"],
      [],
    ]);
    expect(finding(fold(reports), "a")).toEqual({
      key: "lynis:a",
      source: "lynis",
      kind: "check",
      // Not in the catalogue, so by the defaults.
      tower: "hardening",
      severity: "low",
      title: "lynis:a",
      state: "reopened",
      openedAt: at(1),
      openedBy: "1",
      sinceAt: at(3),
      dueFrom: at(3),
      closedAt: null,
      closedBy: null,
      reopened: 1,
    });
    expect(finding(fold(reports.slice(0, 2)), "a")).toMatchObject({
      state: "verified",
      closedAt: at(2),
      closedBy: "2",
    });
  });

  test("a part is open too; what does not apply any more closes as such", () => {
    const part = [{ check: "lynis:a", outcome: "part" as const, ratio: 0.5 }];
    const reports = [
      dated(1, { observations: part }),
      dated(2, { observations: saying({ fail: "a" }) }),
      dated(3, { observations: saying({ "not-applicable": "a" }) }),
    ];
    expect(tell(reports)).toEqual([["opened lynis:a"], [], ["closed lynis:a: not-applicable"]]);
    expect(known(fold(reports.slice(0, 1)), "a")?.ratio).toBe(0.5);
    expect(known(fold(reports), "a")?.ratio).toBeNull();
  });

  test("a check that never failed has none", () => {
    const state = fold([dated(1, { observations: saying({ pass: "a", "not-checked": "b" }) })]);
    expect(state.findings.size).toBe(0);
  });

  test("an outcome is dated by when it began and when it was last seen, with the words of the last report", () => {
    const said = (message: string) => [{ check: "lynis:a", outcome: "fail" as const, message }];
    const state = fold([dated(1, { observations: said("old") }), dated(2, { observations: said("new") })]);
    expect(known(state, "a")).toMatchObject({
      sinceAt: at(1),
      observedAt: at(2),
      message: "new",
      reportId: "2",
    });
  });

  test("of a check that one report names twice follows the worst", () => {
    for (const observations of [saying({ fail: "a", pass: "a" }), saying({ pass: "a", fail: "a" })]) {
      expect(tell([dated(1, { observations })])).toEqual([["opened lynis:a"]]);
    }
  });
});

describe("a failure stays until it is disproved", () => {
  const failed = dated(1, { observations: saying({ fail: "a" }) });

  test.each(["not-checked", "error", "unknown"] as const)("%s disproves nothing", (outcome) => {
    const state = fold([failed, dated(2, { observations: saying({ [outcome]: "a" }) })]);
    expect(known(state, "a")).toMatchObject({ outcome: "fail", observedAt: at(1), vanished: false });
    expect(finding(state, "a")?.state).toBe("open");
  });

  test("silence disproves nothing", () => {
    const state = fold([failed, dated(2)]);
    expect(outcomeOf(state, "a")).toBe("fail, vanished");
    expect(finding(state, "a")?.state).toBe("open");
  });

  test("a truncated run disproves nothing, and adds what it found", () => {
    const state = fold([
      failed,
      dated(2, { complete: false, observations: saying({ pass: "a c", fail: "b" }) }),
    ]);
    expect([outcomeOf(state, "a"), outcomeOf(state, "b"), outcomeOf(state, "c")]).toEqual([
      "fail",
      "fail",
      "pass",
    ]);
  });

  test("a part that a weaker run saw is no half repair", () => {
    const part = [{ check: "lynis:a", outcome: "part" as const, ratio: 0.9 }];
    expect(known(fold([failed, dated(2, { scope: "unprivileged", observations: part })]), "a")).toMatchObject(
      {
        outcome: "fail",
        observedAt: at(1),
      },
    );
    expect(known(fold([failed, dated(2, { observations: part })]), "a")).toMatchObject({
      outcome: "part",
      ratio: 0.9,
    });
  });
});

describe("a run that could not look everywhere", () => {
  const rooted = dated(1, { observations: saying({ fail: "a", pass: "b", "not-applicable": "c" }) });

  test("an ordinary user's run clears nothing that root found, even where both found it", () => {
    const user = (day: number, said: Parameters<typeof saying>[0]) =>
      dated(day, { scope: "unprivileged", observations: saying(said) });
    expect(outcomeOf(fold([rooted, user(2, { pass: "a" })]), "a")).toBe("fail");
    expect(outcomeOf(fold([rooted, user(2, { fail: "a" }), user(3, { pass: "a" })]), "a")).toBe("fail");
    expect(outcomeOf(fold([rooted, user(2, { "not-applicable": "a" })]), "a")).toBe("fail");
  });

  test("but it clears what only ordinary users' runs found", () => {
    const reports = [
      dated(1, { scope: "unprivileged", observations: saying({ fail: "a" }) }),
      dated(2, { scope: "unprivileged", observations: saying({ pass: "a" }) }),
    ];
    expect(tell(reports)).toEqual([["opened lynis:a"], ["closed lynis:a: verified"]]);
    const after = [
      rooted,
      dated(2, { observations: saying({ pass: "a" }) }),
      ...reports.map((one) => ({ ...one, at: at(3) })),
    ];
    expect(outcomeOf(fold(after), "a")).toBe("pass");
  });

  test("it opens what it finds", () => {
    const state = fold([rooted, dated(2, { scope: "unprivileged", observations: saying({ fail: "b" }) })]);
    expect(finding(state, "b")?.state).toBe("open");
  });

  test.each(["partial", "unprivileged", "dockerfile"] as const)(
    "a %s run says nothing of what it did not test",
    (scope) => {
      const before = fold([rooted]);
      const state = fold([
        rooted,
        dated(2, { scope, version: "4.0.0", observations: saying({ "not-checked": "b c", error: "a" }) }),
      ]);
      expect([...state.checks]).toEqual([...before.checks]);
      expect([...state.findings]).toEqual([...before.findings]);
      expect(state.sources.get("lynis")).toMatchObject({
        fullAt: at(1),
        fullVersion: "3.1.4",
        toolVersion: "4.0.0",
      });
    },
  );

  test("a partial run disproves what it tested", () => {
    expect(tell([rooted, dated(2, { scope: "partial", observations: saying({ pass: "a" }) })])).toEqual([
      ["opened lynis:a"],
      ["closed lynis:a: verified"],
    ]);
  });

  test("what a first run could not look at is expected all the same", () => {
    const state = fold([dated(1, { scope: "unprivileged", observations: saying({ "not-checked": "a" }) })]);
    expect(outcomeOf(state, "a")).toBe("not-checked");
  });
});

test("reports are applied in the order of their times, equal ones in the order of their hashes", () => {
  const one = { at: 1, hash: "b" };
  const two = { at: 1, hash: "c" };
  const three = { at: 2, hash: "a" };
  for (const given of [
    [one, two, three],
    [three, two, one],
    [two, three, one],
  ])
    expect(inOrder(given)).toEqual([one, two, three]);
});
