/** From the JSON to a report. */
import { z } from "zod";
import type { CheckDefinition, Observation } from "@/lib/fortress/types";
import { told } from "@/lib/importers/context";
import { readJson } from "@/lib/importers/read/json";
import { oneReport, refuse } from "@/lib/importers/report";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { defined } from "@/lib/importers/xccdf-catalogue";
import { checkOf, shortId, sourceOf } from "@/lib/importers/xccdf-ids";
import { outcomeOf, type Tally, tally, verdict } from "@/lib/importers/xccdf-outcomes";

const word = z.union([z.string(), z.number().transform(String)]);
const optional = word.nullish().catch(null);

const reportSchema = z.object({
  "benchmark-id": word,
  "benchmark-version": optional,
  "profile-id": word,
  score: optional,
  rules: z.array(z.unknown()),
});

const ruleSchema = z.object({
  "rule-id": z.string().min(1),
  "rule-title": optional,
  result: z.string().min(1),
});

/**
 * Errors (returned): those of `readJson`, `malformed`, `cis-cat-nothing-selected`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const json = readJson(bytes);
  if (!json.ok) return json;
  const parsed = reportSchema.safeParse(json.value);
  if (!parsed.success) {
    const where = (parsed.error.issues[0]?.path ?? []).filter((part) => KEYS.has(part)).join(".");
    return refuse(
      "malformed",
      `This is no whole report of CIS-CAT: ${where || "its top"} is missing or of another kind.`,
    );
  }
  const { "benchmark-id": benchmark, "profile-id": profile, rules, score } = parsed.data;
  const { observations, definitions, broken } = rulesOf(rules);
  if (observations.length === 0) return refuse("cis-cat-nothing-selected", NOTHING);
  const measured = observations.some(({ outcome }) => MEASURED.has(outcome));
  const applicable = observations.some(({ outcome }) => outcome !== "not-applicable");
  const version = parsed.data["benchmark-version"];
  return oneReport(
    {
      format: "cis-cat",
      source: sourceOf(profile, benchmark),
      tool: { name: "CIS-CAT", version: null },
      ...told({ context }),
      native: measured ? nativeOf(score) : null,
      observations,
      definitions,
      facts: [
        { key: "profile", values: [shortId(profile)?.name ?? ""] },
        { key: "benchmark", values: [shortId(benchmark)?.name ?? ""] },
        ...(version ? [{ key: "benchmark_version", values: [version] }] : []),
      ],
      notes: [
        ...(broken > 0 ? [brokenNote(broken)] : []),
        ...(measured ? [] : [applicable ? NOTHING_MEASURED : NOTHING_APPLICABLE]),
      ],
    },
    bytes,
  );
}

const KEYS: ReadonlySet<unknown> = new Set(Object.keys(reportSchema.shape));
const MEASURED: ReadonlySet<string> = new Set(["pass", "fail", "part"]);
const NOTHING =
  "This report of CIS-CAT holds no result of a rule; choose a benchmark and a profile, and bring that report.";
const NOTHING_APPLICABLE: Note = {
  code: "nothing-applicable",
  text: "No rule applied to this host, so nothing was measured: the benchmark is probably made for another system.",
};
const NOTHING_MEASURED: Note = {
  code: "nothing-measured",
  text: "No rule came to a verdict, so nothing was measured.",
};
const brokenNote = (count: number): Note => ({
  code: "broken-rules",
  text: `${count} entries of this report name no rule or no result and were left out.`,
});

/** Checks by their name, the instances of one together. */
function rulesOf(rules: readonly unknown[]): {
  observations: Observation[];
  definitions: CheckDefinition[];
  broken: number;
} {
  const tallies = new Map<string, Tally>();
  const definitions: CheckDefinition[] = [];
  let broken = 0;
  for (const one of rules) {
    const rule = ruleSchema.safeParse(one);
    const check = rule.success ? checkOf(rule.data["rule-id"]) : null;
    if (!rule.success || check === null) {
      broken += 1;
      continue;
    }
    const outcome = outcomeOf(rule.data.result);
    if (outcome === null) continue;
    const before = tallies.get(check) ?? null;
    tallies.set(check, tally(before, outcome));
    // The JSON grades no rule: each counts as medium, as one of unknown severity.
    const definition = before ? null : defined(rule.data["rule-id"], rule.data["rule-title"] ?? "", null);
    if (definition) definitions.push(definition);
  }
  const observations = [...tallies].map(([check, sum]) => ({ check, ...verdict(sum) }));
  return { observations, definitions, broken };
}

/** A percentage, written as text: `"23.33"`. */
function nativeOf(score: string | null | undefined): { name: string; value: number; max: number } | null {
  const value = score ? Number(score.replace("%", "")) : Number.NaN;
  return value >= 0 && value <= 100 ? { name: "CIS-CAT score", value, max: 100 } : null;
}
