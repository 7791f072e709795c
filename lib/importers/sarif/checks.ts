/** Results of all other tools: one check for each rule, with its findings as evidence. */
import type { CheckDefinition, Observation, Outcome, Severity } from "@/lib/fortress/types";
import { messageOf, placesOf, severityOfLevel, severityOfRule, titleOf } from "./rules";
import type { Result, Rule } from "./schema";

interface Seen {
  rule: Rule | undefined;
  outcomes: Set<Outcome>;
  message: string;
  places: string[];
  findings: number;
  suppressed: number;
  /** The worst level of its findings: for rules that have none of their own. */
  worst: Severity | null;
}

/** The first that occurred is what the rule comes to. */
const WORST: Outcome[] = ["fail", "error", "unknown", "pass", "not-applicable"];
const RANK: Severity[] = ["critical", "high", "medium", "low", "info"];
const PLACES = 100;

export class Checks {
  private readonly seen = new Map<string, Seen>();
  suppressed = 0;

  constructor(private readonly tool: string) {}

  add(id: string, rule: Rule | undefined, result: Result): void {
    const outcome = outcomeOf(result);
    if (outcome === null) return;
    const one = this.of(id, rule);
    one.outcomes.add(outcome);
    if (outcome !== "fail" && outcome !== "unknown") return;
    one.findings += 1;
    if (one.message === "") one.message = messageOf(result, rule);
    if (one.places.length < PLACES) one.places.push(...placesOf(result).slice(0, PLACES - one.places.length));
    if (result.suppressions?.some(({ status }) => status !== "rejected")) {
      one.suppressed += 1;
      this.suppressed += 1;
    }
    const severity = severityOfLevel(result.level);
    if (one.worst === null || RANK.indexOf(severity) < RANK.indexOf(one.worst)) one.worst = severity;
  }

  /** A rule that ran and found nothing. */
  silent(rule: Rule): void {
    if (!this.seen.has(rule.id)) this.of(rule.id, rule).outcomes.add("pass");
  }

  /** @param complete an incomplete run passes nothing */
  result(complete: boolean): { observations: Observation[]; definitions: CheckDefinition[] } {
    const observations: Observation[] = [];
    const definitions: CheckDefinition[] = [];
    for (const [id, one] of this.seen) {
      const check = checkOf(this.tool, id);
      const outcome = WORST.find((each) => one.outcomes.has(each)) ?? "unknown";
      if (!complete && (outcome === "pass" || outcome === "not-applicable")) continue;
      observations.push({ check, outcome, ...evidenceOf(one) });
      definitions.push({
        check,
        title: titleOf(id, one.rule),
        severity: severityOfRule(one.rule) ?? one.worst ?? "medium",
        tower: "hardening",
      });
    }
    return { observations, definitions };
  }

  private of(id: string, rule: Rule | undefined): Seen {
    const known = this.seen.get(id);
    if (known) return known;
    const fresh: Seen = {
      rule,
      outcomes: new Set(),
      message: "",
      places: [],
      findings: 0,
      suppressed: 0,
      worst: null,
    };
    this.seen.set(id, fresh);
    return fresh;
  }
}

/** Null where a result says nothing of a rule. */
function outcomeOf({ kind = "fail", level, baselineState }: Result): Outcome | null {
  // It was in the run before and is no more.
  if (baselineState === "absent") return kind === "fail" ? "pass" : null;
  switch (kind) {
    case "fail":
      return level === "none" ? null : "fail";
    case "pass":
      return "pass";
    case "notApplicable":
      return "not-applicable";
    case "open":
    case "review":
      return "unknown";
    default:
      return null;
  }
}

const evidenceOf = ({
  message,
  places,
  findings,
  suppressed,
}: Seen): Pick<Observation, "message" | "details"> => ({
  ...(message === "" ? {} : { message }),
  details: [
    ...(findings > 1 ? [{ name: "findings", text: String(findings) }] : []),
    ...(suppressed > 0 ? [{ name: "suppressed in the source", text: String(suppressed) }] : []),
    ...places.map((text) => ({ name: "place", text })),
  ],
});

const checkOf = (tool: string, id: string): string =>
  `sarif:${tool}/${id.slice(0, 160).replace(/[^\w.:/+-]/g, "_")}`;
