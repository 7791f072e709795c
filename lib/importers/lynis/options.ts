/** A test that is split: one observation per option instead of one for the test. */
import type { Detail, Observation } from "@/lib/fortress/types";
import { cut } from "@/lib/importers/read/clean";
import { type Deviation, deviationOf } from "./deviations";
import { detailsOf, type Evidence, messageOf } from "./evidence";
import type { Finding } from "./findings";
import { isFor, type PlannedCheck, type PlannedOption } from "./plan";
import { explainSkip, skipped } from "./skips";

/**
 * Options that deviate fail; after a run the others of the catalogue passed, as only deviations are written down. Where
 * the test found something but no option can be read from it, the test itself fails and no option passes.
 * @returns whether every failing option is named, so that one which is not named has passed
 */
export function observeOptions(
  check: PlannedCheck,
  evidence: Evidence,
  observations: Observation[],
): boolean {
  const { records, run } = evidence;
  const found = evidence.findings.get(check.id) ?? [];
  const { failed, unread } = readOptions(evidence.deviations.get(check.id) ?? [], found);

  const message = messageOf(found);
  for (const [name, deviations] of failed) {
    const details = describe(deviations);
    observations.push({ check: `${check.key}:${name}`, outcome: "fail", ...message, details });
  }
  if (unread.length > 0) {
    const details = detailsOf(unread);
    observations.push({ check: check.key, outcome: "fail", ...messageOf(unread), details });
    if (failed.size === 0) return false;
  }
  const executed = run.executed.has(check.id);
  if (!executed && !run.skipped.has(check.id)) return false;
  if (!executed && run.scope === "partial") return false;
  const skip = executed ? null : explainSkip(check, records, run);
  for (const option of check.options ?? []) {
    if (failed.has(option.field) || !isFor(option.os, run.os)) continue;
    observations.push(skip ? skipped(option.key, skip) : observeSilence(option));
  }
  return executed && unread.length === 0;
}

interface OptionsRead {
  failed: ReadonlyMap<string, Deviation[]>;
  /** Findings that name no option, where they do not merely announce the recorded ones. */
  unread: readonly Finding[];
}

function readOptions(recorded: readonly Deviation[], found: readonly Finding[]): OptionsRead {
  const failed = new Map<string, Deviation[]>();
  for (const deviation of recorded) {
    const list = failed.get(deviation.option);
    if (list) list.push(deviation);
    else failed.set(deviation.option, [deviation]);
  }
  const unread: Finding[] = [];
  for (const finding of found) {
    const deviation = deviationOf(finding);
    if (deviation === null) {
      // KRNL-6000 announces all of its records with one sentence that has no details.
      if (recorded.length === 0 || finding.details !== null) unread.push(finding);
    } else if (!failed.has(deviation.option)) {
      failed.set(deviation.option, [deviation]);
    }
  }
  return { failed, unread };
}

function describe(deviations: readonly Deviation[]): Detail[] {
  const details: Detail[] = [];
  for (const { expected, found, description } of deviations) {
    if (expected !== null) details.push({ name: "expected", text: cut(expected) });
    if (found !== null) details.push({ name: "found", text: cut(found) });
    if (description !== null) details.push({ name: "description", text: cut(description) });
  }
  return details;
}

function observeSilence({ key, uncertain }: PlannedOption): Observation {
  if (!uncertain) return { check: key, outcome: "pass" };
  const message = "not reported, and not every system has this option";
  return { check: key, outcome: "not-applicable", message };
}
