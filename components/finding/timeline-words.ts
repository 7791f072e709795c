/** What happened to a finding, in words. Pure. */
import { day } from "@/lib/format";
import type { TimelineEntry } from "@/lib/queries/timeline";

/** One line: what happened, the thing that it names with a page of its own, and what comes after it. */
export interface TimelineWords {
  before: string;
  link: { text: string; href: string } | null;
  after: string;
  /** Who speaks: it decides the sign beside the line. */
  by: "report" | "person" | "comment" | "file" | "decision" | "plan";
  /** From here on it costs points. */
  fails: boolean;
}

const CLOSED: Record<string, string> = {
  verified: "verified by",
  "not-applicable": "no longer applies, says",
  "not-reported": "its check is gone with",
  explained: "an update of its package explains it, says",
  approved: "it is as it was approved, says",
};

/** @param zone the reader's */
export function timelineWords(entry: TimelineEntry, zone: string): TimelineWords {
  const { kind, state, actor, report, undo } = entry;
  const who = actor ?? "somebody";
  const back = undo ? ", taking a change back" : "";
  const person = (before: string, fails = false): TimelineWords => ({
    ...{ before: before + back, link: null, after: "", by: "person", fails },
  });
  switch (kind) {
    case "opened":
    case "reopened":
    case "closed": {
      const words = kind === "closed" ? (CLOSED[state ?? ""] ?? "closed by") : `${kind} by`;
      const named = report && {
        text: `the report of ${report.tool} of ${day(report.observedAt, zone)}`,
        href: `/reports/${report.id}`,
      };
      const before = named ? words : `${words} a report`;
      return { before, link: named, after: "", by: "report", fails: kind !== "closed" };
    }
    case "started":
      return person(`in progress, says ${who}`);
    case "fixed":
      return person(`fixed, says ${who}; it waits for its proof`);
    case "returned":
      return person(`open, with nobody at it, says ${who}`);
    case "assigned":
      return person(`${entry.assignee?.name ? `given to ${entry.assignee.name}` : "nobody's"}, by ${who}`);
    case "due":
      return person(`${dueWords(entry.due, zone)}, by ${who}`);
    case "labelled": {
      const labels = entry.labels ?? [];
      return person(`${labels.length > 0 ? `labelled ${labels.join(", ")}` : "without labels"}, by ${who}`);
    }
    case "approved":
      return person(`approved as the new baseline by ${who}`);
    case "withdrawn":
      return person(`approval withdrawn by ${who}`, true);
    case "commented":
      return commentWords(entry, who);
    case "attached":
    case "file-removed":
      return fileWords(entry, who);
    case "planned":
      return {
        ...{ before: "put into the plan", after: "", by: "plan", fails: false },
        link: entry.plan && { text: entry.plan.title, href: `/plans/${entry.plan.id}` },
      };
    default:
      return entry.decision ? decisionWords(entry, who) : person(`${kind.replaceAll("-", " ")} by ${who}`);
  }
}

function dueWords(due: TimelineEntry["due"], zone: string): string {
  if (!due?.at) return "without a due date";
  return due.byHand ? `due ${day(due.at, zone)}` : `due by the service level, ${day(due.at, zone)}`;
}

function commentWords({ comment }: TimelineEntry, who: string): TimelineWords {
  const gone = comment === null || comment.text === "";
  return {
    ...{ before: gone ? `a comment that ${who} took back` : "", by: "comment", fails: false },
    link: gone ? null : { text: `comment by ${who}`, href: `#comment-${comment.id}` },
    after: "",
  };
}

const fileWords = ({ kind, file }: TimelineEntry, who: string): TimelineWords => ({
  before: `${file?.filename ?? "a file"} ${kind === "attached" ? "brought" : "removed"} by ${who}`,
  ...{ link: null, after: "", by: "file", fails: false },
});

function decisionWords({ kind, actor, decision }: TimelineEntry, who: string): TimelineWords {
  const text = `decision to ${decision?.treatment} the risk`;
  const link = decision && { text, href: `/decisions/${decision.id}` };
  const what = kind.replace(/^decision-/, "");
  const after = what === "ended" && actor === null ? "ended" : `${DONE[what] ?? what} by ${who}`;
  return { before: "", link, after, by: "decision", fails: false };
}

const DONE: Record<string, string> = { decided: "approved", undecided: "ended" };
