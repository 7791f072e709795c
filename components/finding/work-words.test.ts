import { describe, expect, it } from "vitest";
import { changeWords, lastWords } from "./work-words";

describe("the last change of a finding", () => {
  it.each([
    [
      { kind: "started", actor: "ada@example.org", state: "in-progress", to: null },
      "in progress, by ada@example.org",
    ],
    [{ kind: "assigned", actor: "ada", state: null, to: "Grace" }, "given to Grace, by ada"],
    [{ kind: "assigned", actor: "ada", state: null, to: null }, "nobody's now, by ada"],
    [{ kind: "closed", actor: null, state: "verified", to: null }, "verified"],
    [{ kind: "closed", actor: null, state: "not-reported", to: null }, "no longer reported"],
    [{ kind: "something-new", actor: null, state: null, to: null }, "something-new"],
  ])("%o", (last, words) => {
    expect(lastWords(last)).toBe(words);
  });
});

describe("what an act said", () => {
  it.each([
    [
      { state: "fixed", assignee: "Ada", due: "2026-12-31", addLabels: ["ssh", "web"] },
      "fixed, waiting for proof, to Ada, due 2026-12-31, label ssh and web",
    ],
    [
      { assignee: null, due: null, removeLabels: ["old"] },
      "nobody's, due by the service level, without label old",
    ],
  ])("%o", (said, words) => {
    expect(changeWords(said)).toBe(words);
  });
});
