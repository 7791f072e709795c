/** What one control of InSpec says: its outcome, its weight, its words. */
import inspecData from "@/content/catalogue/inspec.json";
import type { CheckDefinition, Detail, Observation, Outcome, Severity } from "@/lib/fortress/types";
import { severityOfWord } from "../severity";
import { placeByWords } from "../tower-words";
import { detail } from "../updates";
import type { Control, Result } from "./schema";

/** By InSpec's own bands: low from 0.01, medium from 0.4, high from 0.7, critical from 0.9. Source: docs.chef.io/inspec/dsl_inspec. */
export function severityOfImpact(impact: number | string | null | undefined): Severity {
  const value = typeof impact === "string" && impact.trim() !== "" ? Number(impact) : impact;
  if (typeof value !== "number" || !Number.isFinite(value))
    return severityOfWord(typeof impact === "string" ? impact : null);
  if (value >= 0.9) return "critical";
  if (value >= 0.7) return "high";
  if (value >= 0.4) return "medium";
  return value > 0 ? "low" : "info";
}

/** A result that failed because the test itself broke, not because the host differs. */
const broke = ({ status, exception }: Result): boolean =>
  status === "error" ||
  (status === "failed" && Boolean(exception) && !/ExpectationNotMet|MultipleException/.test(exception ?? ""));

/**
 * One failed result fails a control, as InSpec itself counts; a broken test decides where nothing failed. A control of impact 0
 * is how profiles say that it does not apply.
 */
export function outcomeOf({ impact, results }: Pick<Control, "impact" | "results">): Outcome {
  if (results.some((result) => result.status === "failed" && !broke(result)))
    return severityOfImpact(impact) === "info" ? "not-applicable" : "fail";
  if (results.some(broke)) return "error";
  if (severityOfImpact(impact) === "info") return "not-applicable";
  return results.some(({ status }) => status === "passed") ? "pass" : "not-checked";
}

const SHOWN = 20;

export function observationOf(control: Control): Observation {
  const { results, waiver_data: waiver } = control;
  const telling = results.filter(({ status }) => status !== "passed");
  const [first] = telling.filter(({ status }) => status === "failed").concat(telling);
  const message = first ? sentence(first) : "";
  return {
    check: checkOf(control.id),
    outcome: outcomeOf(control),
    ...(message === "" ? {} : { message }),
    details: [
      ...telling.slice(0, SHOWN).flatMap((result) => detail(result.status, sentence(result))),
      ...(results.length > 1
        ? [{ name: "results", text: `${results.length - telling.length} of ${results.length} passed` }]
        : []),
      ...waived(waiver),
      ...detail(
        "solution",
        control.descriptions?.find(({ label }) => label === "fix")?.data ?? tagText(control, "fix"),
      ),
    ],
  };
}

const sentence = ({ code_desc, message, skip_message, exception }: Result): string =>
  [code_desc, message ?? skip_message ?? exception]
    .filter((part) => part)
    .join(": ")
    .trim();

function waived(waiver: Control["waiver_data"]): Detail[] {
  if (
    !waiver ||
    Object.values(waiver).every((value) => value === null || value === undefined || value === "")
  )
    return [];
  const until = waiver.expiration_date ? ` until ${waiver.expiration_date}` : "";
  return [
    { name: "waived", text: `${waiver.justification || waiver.message || "without a reason"}${until}` },
  ];
}

function tagText({ tags }: Control, name: string): string | null {
  const value = tags && Object.hasOwn(tags, name) ? tags[name] : null;
  return typeof value === "string" ? value : null;
}

const checkOf = (id: string): string => `inspec:${id.trim().replace(/\s+/g, "_") || "control"}`;

const placeOf = placeByWords(inspecData);

/** The weight is that of the impact, whatever came of the control. */
export function definitionOf(control: Control): CheckDefinition {
  const title = control.title?.trim() || control.id;
  return {
    check: checkOf(control.id),
    title,
    severity: severityOfImpact(control.impact),
    ...placeOf(`${title} ${control.id} ${tagWords(control)}`),
  };
}

/** `nist: ["AU-2 d"]` as `nist AU-2 d`; a tag without a value as itself. */
function tagWords({ tags }: Control): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(tags ?? {}).slice(0, 50)) {
    if (name === "fix" || name === "check" || name === "rationale") continue;
    const values = Array.isArray(value) ? value.slice(0, 20) : [value];
    for (const one of values) parts.push(typeof one === "string" ? `${name} ${one.slice(0, 60)}` : name);
  }
  return parts.join(" ");
}
