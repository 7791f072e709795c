import { expect, it } from "vitest";
import { emptySummary, fleetSummary } from "./summary.sample";
import * as words from "./summary-words";

const fleet = fleetSummary();

it("says what is proven, what is possible, and what nobody looked at", () => {
  expect(words.scoreWords(fleet)).toBe(
    "68.4 of 100 points are proven on average. Up to 84.0 is possible: 15.6 points were not looked at.",
  );
  expect(words.scoreWords(emptySummary())).toBe(
    "Nothing is proven yet, and nothing is lost: no report has come.",
  );
  const score = fleet.score && { ...fleet.score, possible: fleet.score.proven };
  expect(words.scoreWords({ ...fleet, score })).toContain("Everything that is expected was looked at.");
});

it("compares with the target and with before", () => {
  expect(words.targetWords(fleet)).toBe("The target is 80.0: 11.6 points are missing.");
  const reached = fleet.score && { ...fleet.score, target: 60 };
  expect(words.targetWords({ ...fleet, score: reached })).toBe("The target of 60.0 is reached.");
  const before = (proven: number) => ({ ...fleet, before: { proven, possible: 90, managed: 70 } });
  expect(words.changeWords(fleet)).toBe("Proven rose by 3.2 since 22 Oct 2026, from 65.2.");
  expect(words.changeWords(before(70))).toBe("Proven fell by 1.6 since 22 Oct 2026, from 70.0.");
  expect(words.changeWords(before(68.41))).toBe("Proven is the same as on 22 Oct 2026.");
  expect(words.changeWords({ ...fleet, before: null })).toContain("nothing is known");
});

it("says nothing where there is nothing to say", () => {
  const none = emptySummary();
  for (const say of [words.targetWords, words.changeWords, words.managedWords, words.endsWords]) {
    expect(say(none)).toBe("");
  }
  expect(words.repairedWords(none)).toBe("No report has proved a repair since 22 Oct 2026.");
  expect(words.decidedWords(none)).toBe("No decision about a risk is in force.");
  expect(words.silentWords(none)).toBe("Every fortress reports.");
  expect(words.openWords(none)).toBe("No finding is open.");
});

it("tells one from many", () => {
  expect(words.silentWords(fleet)).toBe(
    "1 fortress is silent: backup-01.example.org since 2 Nov 2026. What it proved fades.",
  );
  const [one] = fleet.silent.first;
  const silent = { total: 9, first: [one, { ...one, name: "b", since: null }].flatMap((host) => host ?? []) };
  expect(words.silentWords({ ...fleet, silent } as typeof fleet)).toBe(
    "9 fortresses are silent: backup-01.example.org since 2 Nov 2026, b, which never reported and 7 more. What they proved fades.",
  );
  expect(words.silentWords({ ...fleet, scope: "host" })).toBe(
    "It is silent since 2 Nov 2026: what it proved fades.",
  );
  expect(words.openWords(fleet)).toBe(
    "214 findings are open: 3 critical, 41 high, 102 medium, 60 low and 8 info. 12 are overdue. 9 were opened in this time. 1 repair did not last.",
  );
});

it("names what is decided by its end, the next one first", () => {
  expect(words.decidedWords(fleet)).toBe(
    "2 decisions about risks are in force; the next one ends on 15 Dec 2026.",
  );
  expect(fleet.decisions.map(words.decisionWords)).toEqual([
    "Accepted until 31 Jan 2027: TLS 1.0 is offered",
    "Avoided until 15 Dec 2026: Telnet is installed",
  ]);
  expect(fleet.decisions.map(words.carriedOutWords)).toEqual(["", "not carried out yet"]);
});

it("says of a tower what holds it", () => {
  const [, patching, , auditing] = fleet.towers;
  expect(patching && words.towerBecause(patching, fleet)).toBe(
    "Held at 40.0 on 3 fortresses: a critical security update waits for more than 30 days. Security updates wait on 7 fortresses.",
  );
  expect(patching && words.towerBecause(patching, { ...fleet, scope: "host" })).toMatch(/^Held at 40\.0: /);
  expect(auditing && words.towerBecause(auditing, fleet)).toBe("");
});
