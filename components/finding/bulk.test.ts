import { describe, expect, it } from "vitest";
import { fieldsOf, previewWords, requestOf } from "./bulk";

const formOf = (fields: [string, string][]): FormData => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};
const asked = (fields: [string, string][], query = "{}") => requestOf(fieldsOf(formOf(fields)), query);

describe("what a form asks of findings", () => {
  it("names the chosen rows and only what is to change", () => {
    expect(
      asked([
        ["id", "one"],
        ["id", "two"],
        ["state", "fixed"],
        ["assignee", ""],
        ["due", ""],
        ["why", "done"],
      ]),
    ).toEqual({
      ids: ["one", "two"],
      change: { state: "fixed", addLabels: [], removeLabels: [] },
      why: "done",
    });
  });

  it("names the filter where all that match are meant, whichever rows are chosen", () => {
    const request = asked(
      [
        ["id", "one"],
        ["all", "1"],
        ["assignee", "nobody"],
        ["due", "2026-12-31"],
        ["add", " ssh, , web team "],
        ["remove", "old"],
      ],
      '{"tower":"patching"}',
    );
    expect(request).toEqual({
      query: { tower: "patching" },
      change: { assignee: null, due: "2026-12-31", addLabels: ["ssh", "web team"], removeLabels: ["old"] },
      why: "",
    });
  });

  it("takes the service level before a day", () => {
    expect(
      asked([
        ["due", "2026-12-31"],
        ["byLevel", "1"],
      ]),
    ).toMatchObject({ change: { due: null } });
  });

  it("takes what is no JSON for nothing", () => {
    expect(asked([["all", "1"]], "{nonsense")).toMatchObject({ query: null });
  });
});

describe("the effect of an act", () => {
  it.each([
    [{ matched: 1, changing: 1, hosts: 1, closed: 0 }, true, "1 finding on 1 fortress would change."],
    [
      { matched: 1200, changing: 34, hosts: 23, closed: 3 },
      true,
      "34 of 1,200 findings on 23 fortresses would change. 3 are closed and stay so: only a report can open them again.",
    ],
    [{ matched: 2, changing: 2, hosts: 2, closed: 2 }, false, "2 findings on 2 fortresses would change."],
    [
      { matched: 1, changing: 0, hosts: 1, closed: 1 },
      true,
      "Nothing would change on 1 finding on 1 fortress. 1 is closed and stays so: only a report can open it again.",
    ],
    [{ matched: 0, changing: 0, hosts: 0, closed: 0 }, true, "No finding matches any more."],
  ])("%o", (effect, state, words) => {
    expect(previewWords(effect, state)).toBe(words);
  });
});
