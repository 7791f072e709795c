/** What a report says by what it leaves out, and what is kept of it. */
import { describe, expect, test } from "vitest";
import { at } from "./posture.sample";
import { dated, fold, known, outcomeOf, saying, tell, waiting } from "./report.sample";

describe("what a full run no longer proves", () => {
  test.each(["not-checked", "error", "unknown"] as const)("%s after a pass is unproven", (outcome) => {
    const state = fold([
      dated(1, { observations: saying({ pass: "a" }) }),
      dated(2, { observations: saying({ [outcome]: "a" }) }),
    ]);
    expect(known(state, "a")).toMatchObject({ outcome, observedAt: at(2), sinceAt: at(2) });
  });

  test("a check that vanishes under the same version is unproven, until it is seen again", () => {
    const reports = [
      dated(1, { observations: saying({ pass: "a b" }) }),
      dated(2, { observations: saying({ pass: "b" }) }),
      dated(3, { observations: saying({ pass: "a b" }) }),
    ];
    expect(outcomeOf(fold(reports.slice(0, 2)), "a")).toBe("pass, vanished");
    expect(outcomeOf(fold(reports), "a")).toBe("pass");
  });

  test("a check that vanishes with another version is no longer expected, and its finding is not reported", () => {
    const reports = [
      dated(1, { observations: saying({ pass: "a", fail: "b", "not-checked": "c" }) }),
      dated(2, { version: "3.1.5", observations: saying({ pass: "d" }) }),
    ];
    expect(tell(reports)[1]).toEqual(["closed lynis:b: not-reported"]);
    expect([...fold(reports).checks.keys()]).toEqual(["lynis:d"]);
    const again = [...reports, dated(3, { version: "3.1.5", observations: saying({ fail: "b" }) })];
    expect(tell(again)[2]).toEqual(["reopened lynis:b"]);
  });

  test("the version that counts is that of the last full run", () => {
    const reports = [
      dated(1, { observations: saying({ pass: "a" }) }),
      dated(2, { version: "3.1.5", scope: "partial", observations: saying({ pass: "b" }) }),
      dated(3, { version: "3.1.5", observations: saying({ pass: "b" }) }),
    ];
    expect([...fold(reports).checks.keys()]).toEqual(["lynis:b"]);
  });

  test("a first full run after a partial one of the same version leaves its checks unproven", () => {
    const partial = dated(1, { scope: "partial", observations: saying({ pass: "a" }) });
    expect(outcomeOf(fold([partial, dated(2)]), "a")).toBe("pass, vanished");
    expect(fold([partial, dated(2, { version: "3.1.5" })]).checks.size).toBe(0);
  });

  test("a truncated run makes nothing vanish", () => {
    const state = fold([dated(1, { observations: saying({ pass: "a" }) }), dated(2, { complete: false })]);
    expect(outcomeOf(state, "a")).toBe("pass");
  });

  test("other sources are none of its business", () => {
    const other = [{ check: "xccdf:a", outcome: "pass" as const }];
    const state = fold([
      dated(1, { source: "xccdf", observations: other }),
      dated(2, { observations: saying({ pass: "a" }) }),
      dated(3, { version: "9", observations: saying({ pass: "a" }) }),
    ]);
    expect(state.checks.get("xccdf:a")).toMatchObject({ outcome: "pass", vanished: false });
  });
});

describe("a family of which a report names every failing check", () => {
  const exhaustive = ["lynis:SSH-7408:"];
  const before = dated(1, { observations: saying({ fail: "SSH-7408:X11Forwarding SSH-7409:x" }) });

  test("an option that it no longer names has passed", () => {
    const after = dated(2, { scope: "partial", exhaustive });
    expect(tell([before, after])[1]).toEqual(["closed lynis:SSH-7408:X11Forwarding: verified"]);
    const state = fold([before, after]);
    expect(known(state, "SSH-7408:X11Forwarding")).toMatchObject({ outcome: "pass", observedAt: at(2) });
    expect(outcomeOf(state, "SSH-7409:x")).toBe("fail");
  });

  test("a full run does not let it vanish", () => {
    const state = fold([before, dated(2, { exhaustive }), dated(3, { exhaustive, version: "3.1.5" })]);
    expect(outcomeOf(state, "SSH-7408:X11Forwarding")).toBe("pass");
    expect(known(state, "SSH-7409:x")).toBeUndefined();
  });

  test("an option that it names is what it says", () => {
    const state = fold([
      before,
      dated(2, { exhaustive, observations: saying({ fail: "SSH-7408:X11Forwarding" }) }),
    ]);
    expect(outcomeOf(state, "SSH-7408:X11Forwarding")).toBe("fail");
  });

  test("the silence of a truncated or of an ordinary user's run clears nothing", () => {
    for (const more of [{ complete: false }, { scope: "unprivileged" as const }]) {
      const state = fold([before, dated(2, { ...more, exhaustive })]);
      expect(known(state, "SSH-7408:X11Forwarding")).toMatchObject({ outcome: "fail", observedAt: at(1) });
    }
  });

  test("another source's family is none of its business", () => {
    const state = fold([before, dated(2, { source: "xccdf", exhaustive })]);
    expect(outcomeOf(state, "SSH-7408:X11Forwarding")).toBe("fail");
  });
});

describe("exposures", () => {
  const two = dated(1, { exposures: waiting("openssl curl"), exposuresComplete: ["package"] });

  test("open with the report that lists them, and close with one whose list is complete", () => {
    const reports = [two, dated(2, { exposures: waiting("curl"), exposuresComplete: ["package"] })];
    expect(tell(reports)).toEqual([
      ["opened package:openssl", "opened package:curl"],
      ["closed package:openssl: verified"],
    ]);
    expect([...fold(reports).exposures.keys()]).toEqual(["lynis:package:curl"]);
    expect(fold(reports).findings.get("package:openssl")).toMatchObject({
      kind: "package",
      state: "verified",
    });
  });

  test("stay where the list is not complete, or complete of another kind, or truncated, or of another tool", () => {
    for (const more of [
      {},
      { exposuresComplete: ["vulnerability" as const] },
      { exposuresComplete: ["package" as const], complete: false },
      { exposuresComplete: ["package" as const], source: "trivy" },
    ]) {
      expect([...fold([two, dated(2, more)]).exposures.keys()]).toEqual([
        "lynis:package:openssl",
        "lynis:package:curl",
      ]);
    }
  });

  test("keep the day on which they were first seen, until they were gone", () => {
    const list = { exposures: waiting("curl"), exposuresComplete: ["package" as const] };
    expect(fold([two, dated(5, list)]).exposures.get("lynis:package:curl")).toMatchObject({
      firstSeenAt: at(1),
      observedAt: at(5),
      reportId: "5",
    });
    const gone = dated(3, { exposuresComplete: ["package"] });
    const state = fold([two, gone, dated(5, list)]);
    expect(state.exposures.get("lynis:package:curl")?.firstSeenAt).toBe(at(5));
    expect(state.findings.get("package:curl")).toMatchObject({ state: "reopened", openedAt: at(1) });
  });
});

describe("what is noted of a source", () => {
  const facts = (values: Record<string, string[]>) =>
    Object.entries(values).map(([key, list]) => ({ key, values: list }));

  test("a fact stays where a later report does not speak of it; an empty list speaks", () => {
    const state = fold([
      dated(1, { facts: facts({ malware_scanner: ["rkhunter"], automation_tool_running: ["puppet"] }) }),
      dated(2, { facts: facts({ automation_tool_running: [] }) }),
    ]);
    expect(state.sources.get("lynis")?.facts).toEqual({
      malware_scanner: { values: ["rkhunter"], at: at(1), reportId: "1" },
      automation_tool_running: { values: [], at: at(2), reportId: "2" },
    });
  });

  test("a hostile key is a key like any other", () => {
    const state = fold([
      dated(1, { facts: facts({ a: ["1"] }) }),
      dated(2, { facts: [{ key: "__proto__", values: ["x"] }] }),
    ]);
    const kept = state.sources.get("lynis")?.facts ?? {};
    expect(Object.keys(kept)).toEqual(["a", "__proto__"]);
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
  });

  test("the earlier full run is that of another day", () => {
    const hours = (day: number, hour: number) => ({
      ...dated(day),
      id: `${day}/${hour}`,
      at: at(day) + hour * 3_600_000,
    });
    const sameDay = fold([hours(1, 0), hours(1, 23)]);
    expect(sameDay.sources.get("lynis")).toMatchObject({ previousFullAt: null, reports: 2 });
    const nextDay = fold([hours(1, 0), hours(1, 23), hours(2, 1)]);
    expect(nextDay.sources.get("lynis")).toMatchObject({
      fullAt: at(2) + 3_600_000,
      fullReportId: "2/1",
      previousFullAt: at(1) + 23 * 3_600_000,
    });
    const thirdOnSecond = fold([hours(1, 0), hours(1, 23), hours(2, 1), hours(2, 5)]);
    expect(thirdOnSecond.sources.get("lynis")?.previousFullAt).toBe(at(1) + 23 * 3_600_000);
  });

  test("a run that was not full leaves the full one as it was", () => {
    const state = fold([
      dated(1),
      dated(2, { scope: "unprivileged" }),
      dated(3, { complete: false, version: "4" }),
    ]);
    expect(state.sources.get("lynis")).toMatchObject({
      reportId: "3",
      observedAt: at(3),
      toolVersion: "4",
      fullAt: at(1),
      fullVersion: "3.1.4",
      fullReportId: "1",
      previousFullAt: null,
      reports: 3,
    });
  });

  test("the tool's own figure stays where a later report gives none", () => {
    const native = { name: "Hardening index", value: 67, max: 100 };
    expect(fold([dated(1, { native }), dated(2)]).sources.get("lynis")?.native).toEqual(native);
  });
});
