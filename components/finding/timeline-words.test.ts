import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "@/lib/queries/timeline";
import { timelineWords } from "./timeline-words";

const BLANK: TimelineEntry = {
  ...{
    id: "1",
    at: "2026-11-12T10:00:00.000Z",
    kind: "",
    state: null,
    actor: null,
    reason: null,
    undo: false,
  },
  ...{ report: null, assignee: null, due: null, labels: null, comment: null, file: null, decision: null },
  plan: null,
};
const report = { id: "r", tool: "Lynis 3.1.4", observedAt: "2026-11-12T23:30:00.000Z" };

/** The line as it is read. */
const line = (entry: Partial<TimelineEntry>, zone = "UTC"): string => {
  const { before, link, after } = timelineWords({ ...BLANK, actor: "ann@example.org", ...entry }, zone);
  return [before, link?.text, after].filter(Boolean).join(" ");
};

describe("the words of a timeline", () => {
  it.each<[string, Partial<TimelineEntry>]>([
    ["opened by the report of Lynis 3.1.4 of 12 Nov 2026", { kind: "opened", report, state: "open" }],
    ["reopened by the report of Lynis 3.1.4 of 12 Nov 2026", { kind: "reopened", report }],
    ["verified by the report of Lynis 3.1.4 of 12 Nov 2026", { kind: "closed", report, state: "verified" }],
    ["verified by a report", { kind: "closed", state: "verified" }],
    [
      "its check is gone with the report of Lynis 3.1.4 of 12 Nov 2026",
      { kind: "closed", report, state: "not-reported" },
    ],
    ["in progress, says ann@example.org", { kind: "started" }],
    ["fixed, says ann@example.org; it waits for its proof", { kind: "fixed" }],
    ["open, with nobody at it, says ann@example.org, taking a change back", { kind: "returned", undo: true }],
    ["given to Bo, by ann@example.org", { kind: "assigned", assignee: { name: "Bo" } }],
    ["nobody's, by ann@example.org", { kind: "assigned", assignee: { name: null } }],
    [
      "due 1 Dec 2026, by ann@example.org",
      { kind: "due", due: { at: "2026-12-01T23:59:59Z", byHand: true } },
    ],
    [
      "due by the service level, 1 Dec 2026, by ann@example.org",
      { kind: "due", due: { at: "2026-12-01T10:00:00Z", byHand: false } },
    ],
    ["labelled a, b, by ann@example.org", { kind: "labelled", labels: ["a", "b"] }],
    ["without labels, by ann@example.org", { kind: "labelled", labels: [] }],
    ["comment by ann@example.org", { kind: "commented", comment: { id: "c", text: "x" } }],
    ["a comment that ann@example.org took back", { kind: "commented", comment: { id: "c", text: "" } }],
    ["a.png brought by ann@example.org", { kind: "attached", file: { id: "f", filename: "a.png" } }],
    ["a.png removed by ann@example.org", { kind: "file-removed", file: { id: "f", filename: "a.png" } }],
    ["put into the plan Spring", { kind: "planned", plan: { id: "p", title: "Spring" } }],
    [
      "decision to accept the risk approved by ann@example.org",
      { kind: "decision-approved", decision: { id: "d", treatment: "accept" } },
    ],
    [
      "decision to avoid the risk ended",
      { kind: "decision-ended", actor: null, decision: { id: "d", treatment: "avoid" } },
    ],
    ["something new by ann@example.org", { kind: "something-new" }],
  ])("%s", (words, entry) => {
    expect(line(entry)).toBe(words);
  });

  it("tell the day where the reader is", () => {
    expect(line({ kind: "closed", report, state: "verified" }, "Asia/Tokyo")).toContain("of 13 Nov 2026");
  });

  it("lead to the report, the decision and the comment", () => {
    const hrefs = [
      timelineWords({ ...BLANK, kind: "opened", report }, "UTC"),
      timelineWords(
        { ...BLANK, kind: "decision-refused", decision: { id: "d", treatment: "accept" } },
        "UTC",
      ),
      timelineWords({ ...BLANK, kind: "commented", comment: { id: "c", text: "x" } }, "UTC"),
    ].map(({ link }) => link?.href);
    expect(hrefs).toEqual(["/reports/r", "/decisions/d", "#comment-c"]);
  });
});
