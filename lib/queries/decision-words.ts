/** How decisions are called, on pages and in files. Pure. */
import { day, list, plural } from "@/lib/format";
import { startOf } from "@/lib/fortress/decision-rules";
import type { Treatment } from "@/lib/fortress/posture";
import type { DecisionItem } from "./decisions";

export const TREATMENT_WORDS: Record<Treatment, { verb: string; done: string; what: string }> = {
  reduce: {
    verb: "Reduce",
    done: "Reduced",
    what: "A compensating control makes it less likely or less bad. It earns half once evidence shows the control.",
  },
  accept: {
    verb: "Accept",
    done: "Accepted",
    what: "Nothing is done, and somebody answers for it. It leaves the managed score until the last day.",
  },
  transfer: {
    verb: "Transfer",
    done: "Transferred",
    what: "Somebody else bears it: an insurer, a supplier. It leaves the managed score until the last day.",
  },
  avoid: {
    verb: "Avoid",
    done: "Avoided",
    what: "What brings the risk goes away. It earns nothing until a report shows that.",
  },
};

export const STATE_WORDS: Record<DecisionItem["state"], string> = {
  proposed: "waits for an answer",
  approved: "holds",
  refused: "refused",
  withdrawn: "withdrawn",
  ended: "ended by itself",
};

/** A day of the calendar in words, the same for every reader: `30 Nov 2026`. */
export const dayWords = (date: string): string => day(startOf(date), "UTC");

/** `web-01, mail-01 and 3 more`, `group web (12 fortresses)`, `all fortresses` */
export function scopeWords({ scope, hosts, hostCount, group }: DecisionItem): string {
  if (scope === "fleet") return "all fortresses";
  const count = plural(hostCount, "fortress", "fortresses");
  if (scope === "group") return group ? `group ${group.name} (${count})` : "a group that is gone";
  const names = hosts.map(({ name }) => name);
  return hostCount > names.length ? `${names.join(", ")} and ${hostCount - names.length} more` : list(names);
}

/** What it comes to now, beyond its state: null where that says all. */
export function standingWords(decision: DecisionItem): string | null {
  if (decision.state !== "approved") return null;
  if (decision.treatment === "avoid") return decision.carriedOut ? "carried out" : "not carried out";
  if (decision.treatment === "reduce" && !decision.compensated) return "control not shown yet";
  return null;
}
