/** What the run looked at: which tests it executed and skipped, and with what it was limited. */
import { LIMITS } from "@/lib/importers/limits";
import { cut } from "@/lib/importers/read/clean";
import type { Scope } from "@/lib/importers/types";
import { isTestId } from "./findings";
import { firstOf, type Records, valuesOf } from "./grammar";
import type { Plan, PlannedCheck } from "./plan";

/** Tests by current id; null = not in the catalogue. */
type Tests = ReadonlyMap<string, PlannedCheck | null>;

export interface Run {
  /** False without `finish=true`. */
  complete: boolean;
  scope: Scope;
  /** Empty for a truncated file: what the list of a torn report leaves out was not executed for sure. */
  executed: Tests;
  skipped: Tests;
  /** The operating system as Lynis writes it, in lower case, or null. */
  os: string | null;
}

/** The id of the findings of `lynis audit dockerfile`. */
export const DOCKERFILE = "dockerfile";
/** Tests that need root. Where a whole run skipped all three, an ordinary user ran it. */
const ROOT_WITNESSES = ["AUTH-9216", "AUTH-9288", "BOOT-5108"];
/** A run that executed fewer of the unconditional tests than this share was told to run a selection. */
const FULL_SHARE = 0.5;

export function readRun(records: Records, plan: Plan, hasDockerfileFindings: boolean): Run {
  const complete = isComplete(records);
  const executed = readTests(complete ? firstOf(records, "tests_executed") : null, plan);
  const skipped = readTests(complete ? firstOf(records, "tests_skipped") : null, plan);
  const scope = scopeOf(records, plan, { complete, executed, skipped, hasDockerfileFindings });
  const os = firstOf(records, "os");
  return { complete, scope, executed, skipped, os: os === null ? null : cut(os.toLowerCase(), 100) };
}

/** Lynis writes this line last. */
export const isComplete = (records: Records): boolean => valuesOf(records, "finish").includes("true");

interface Evidence {
  complete: boolean;
  executed: Tests;
  skipped: Tests;
  hasDockerfileFindings: boolean;
}

function scopeOf(records: Records, plan: Plan, run: Evidence): Scope {
  const isSelection = run.complete && executedFewOf(plan, run.executed);
  if (run.hasDockerfileFindings && (isSelection || !run.complete)) return "dockerfile";
  if (isSelection || isLimited(records, "test_group") || isLimited(records, "test_category"))
    return "partial";
  return ROOT_WITNESSES.every((id) => run.skipped.has(id)) ? "unprivileged" : "full";
}

function executedFewOf(plan: Plan, executed: Tests): boolean {
  let count = 0;
  for (const id of plan.unconditional) if (executed.has(id)) count += 1;
  return count < plan.unconditional.size * FULL_SHARE;
}

function isLimited(records: Records, key: string): boolean {
  const value = firstOf(records, key);
  return value !== null && value !== "all";
}

/** Ids, each followed by a `|`. */
function readTests(written: string | null, plan: Plan): Tests {
  const tests = new Map<string, PlannedCheck | null>();
  for (const id of (written ?? "").split("|", LIMITS.valuesPerKey + 1)) {
    const check = plan.byId.get(id);
    if (check) tests.set(check.id, check);
    else if (isTestId(id)) tests.set(id, null);
  }
  return tests;
}
