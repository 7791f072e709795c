import { expect, it } from "vitest";
import { changeOf, fromList, toList, valuesIn, valuesOf } from "./work-values";

const FINDING = {
  state: "reopened",
  closedAt: null,
  assignee: { id: "ann" },
  dueAt: "2026-12-01T23:59:59.999Z",
  labels: ["a", "b c"],
};
const VALUES = { state: "open", assignee: "ann", due: "2026-12-01", byLevel: "", labels: "a, b c", why: "" };

it("holds what the finding is, and nothing of the work on a closed one", () => {
  expect(valuesOf(FINDING)).toEqual(VALUES);
  const closed = {
    ...FINDING,
    state: "verified",
    closedAt: "2026-12-01T00:00:00Z",
    assignee: null,
    dueAt: null,
  };
  expect(valuesOf({ ...closed, labels: [] })).toEqual({
    ...{ state: "", assignee: "", due: "", byLevel: "", labels: "", why: "" },
  });
});

it.each([
  [{}, null],
  [{ why: "because" }, null],
  [{ labels: " b c ,a,, " }, null],
  [{ state: "fixed" }, { state: "fixed" }],
  [{ assignee: "" }, { assignee: null }],
  [{ assignee: "bo" }, { assignee: "bo" }],
  [{ due: "2026-12-24" }, { due: "2026-12-24" }],
  [{ due: "" }, { due: null }],
  [{ byLevel: "1", due: "2026-12-24" }, { due: null }],
  [{ labels: "b c, d" }, { addLabels: ["d"], removeLabels: ["a"] }],
  [{ labels: "" }, { removeLabels: ["a", "b c"] }],
])("asks only for what differs: %j", (more, change) => {
  expect(changeOf(VALUES, { ...VALUES, ...more })).toEqual(change);
});

it("survives the way through a form and back", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries(VALUES)) form.set(name, value);
  expect(valuesIn(form)).toEqual(VALUES);
  expect(fromList(toList(VALUES))).toEqual(VALUES);
});
