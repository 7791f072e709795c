/** What the report says of every check: findings, silence after a run, a deciding fact, or a skip. */
import type { Observation } from "@/lib/fortress/types";
import { cut } from "@/lib/importers/read/clean";
import { detailsOf, type Evidence, messageOf } from "./evidence";
import type { Finding } from "./findings";
import { type Records, valuesOf } from "./grammar";
import { observeOptions } from "./options";
import { isDecidable, type PlannedCheck, type PlannedDecision } from "./plan";
import type { Run } from "./run";
import { explainSkip, skipped, unmetNeed } from "./skips";

export interface Observed {
  observations: Observation[];
  /** Prefixes of the checks of split tests of which every failing option is named. */
  exhaustive: string[];
}

/**
 * One observation per check: first the tests with findings in the order of the report, then the other executed ones,
 * then the skipped ones. A finding wins over a run, a run over a skip.
 */
export function observe(evidence: Evidence): Observed {
  const { plan, records, run, findings, deviations } = evidence;
  const faults = readFaults(records);
  const observations: Observation[] = [];
  const exhaustive: string[] = [];
  const split = (check: PlannedCheck): void => {
    if (observeOptions(check, evidence, observations)) exhaustive.push(`${check.key}:`);
  };

  for (const [id, found] of findings) {
    const check = plan.byId.get(id) ?? null;
    if (check?.options) split(check);
    else observations.push(observeFindings(check, id, found, run));
  }
  for (const id of deviations.keys()) {
    const check = plan.byId.get(id);
    if (check?.options && !findings.has(id)) split(check);
  }
  for (const [id, check] of run.executed) {
    if (findings.has(id)) continue;
    if (!check) observations.push({ check: `lynis:${id}`, outcome: isOwnTest(id) ? "pass" : "unknown" });
    else if (check.options) {
      if (!deviations.has(id)) split(check);
    } else if (check.decides !== "nothing") observations.push(observeSilence(check, evidence, faults));
  }
  // A selection says nothing of what it left out.
  if (run.scope === "partial") return { observations, exhaustive };
  for (const [id, check] of run.skipped) {
    if (!check || findings.has(id) || run.executed.has(id) || !isDecidable(check)) continue;
    if (!check.options) observations.push(skipped(check.key, explainSkip(check, records, run)));
    else if (!deviations.has(id)) split(check);
  }
  return { observations, exhaustive };
}

/** Tests that the user wrote: silence after a run can only mean that they found nothing. */
const isOwnTest = (id: string): boolean => id.startsWith("CUST-");

function observeFindings(
  check: PlannedCheck | null,
  id: string,
  found: readonly Finding[],
  run: Run,
): Observation {
  // Without root some tests fail for want of rights, and say nothing of the host.
  if (check?.root && run.scope === "unprivileged") {
    return { check: check.key, outcome: "not-checked", message: "needs root", details: detailsOf(found) };
  }
  const ratio = check && run.executed.has(id) ? passedParts(check.parts, found) : 0;
  return {
    check: check?.key ?? `lynis:${id}`,
    outcome: ratio > 0 ? "part" : "fail",
    ...(ratio > 0 ? { ratio } : {}),
    ...messageOf(found),
    details: detailsOf(found),
  };
}

/** The share of the looked-at things that no finding names; 0 where a finding names none of them. */
function passedParts(parts: readonly string[], found: readonly Finding[]): number {
  if (parts.length === 0) return 0;
  const failed = new Set<string>();
  for (const { message, details } of found) {
    const named = parts.filter((part) => holdsWord(message, part) || holdsWord(details, part));
    if (named.length === 0) return 0;
    for (const part of named) failed.add(part);
  }
  return (parts.length - failed.size) / parts.length;
}

/** `/var` is a word of "a full /var file system" and none of `/var/log` or `/srv/var`. */
function holdsWord(text: string | null, word: string): boolean {
  if (text === null) return false;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!PART_OF_WORD.test(text.charAt(at - 1)) && !PART_OF_WORD.test(text.charAt(at + word.length))) {
      return true;
    }
  }
  return false;
}

const PART_OF_WORD = /[\w/-]/;

/** The first fault of each test, from `ID|text|`. */
function readFaults(records: Records): Map<string, string> {
  const faults = new Map<string, string>();
  for (const written of valuesOf(records, "exception_event")) {
    const bar = written.indexOf("|");
    const id = written.slice(0, bar);
    if (bar !== -1 && !faults.has(id)) faults.set(id, cut(written.slice(bar + 1)));
  }
  return faults;
}

/** A run without a finding: a pass, unless the run itself failed or had nothing to look at. */
function observeSilence(
  check: PlannedCheck,
  { records, run }: Evidence,
  faults: ReadonlyMap<string, string>,
): Observation {
  const { decides, key } = check;
  const absent = unmetNeed(check, records, run);
  if (absent !== null) return { check: key, outcome: "not-applicable", message: absent };
  const fault = faults.get(check.id);
  if (fault !== undefined) return { check: key, outcome: "error", message: fault };
  return typeof decides === "string" ? { check: key, outcome: "pass" } : observeFact(key, decides, records);
}

function observeFact(check: string, { fact, fail, pass }: PlannedDecision, records: Records): Observation {
  const values = valuesOf(records, fact);
  const failed = values.some((value) => fail.includes(value));
  const passed = values.some((value) => pass.includes(value));
  const text = values.length === 0 ? `${fact} is not set` : `${fact}=${values.slice(0, 20).join(", ")}`;
  const details = [{ name: "found", text: cut(text) }];
  return { check, outcome: failed ? "fail" : passed ? "pass" : "unknown", details };
}
