/** Reads the JSON of kernel-hardening-checker, today a list of objects, once a list of lists. */
import { z } from "zod";
import catalogueData from "@/content/catalogue/kernel-hardening-checker.json";
import { type CheckDefinition, type Observation, SEVERITIES } from "@/lib/fortress/types";
import { cut } from "@/lib/importers/read/clean";
import { parseJson } from "@/lib/importers/read/json";
import { readText } from "@/lib/importers/read/text";
import { NO_HOST, oneReport, refuse } from "@/lib/importers/report";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { detail } from "@/lib/importers/updates";

const severity = z.enum(SEVERITIES);
const catalogue = z
  .strictObject({
    reasons: z.record(z.string(), severity),
    otherReason: severity,
    types: z.record(z.string(), z.string()),
  })
  .parse(catalogueData);
const severities = new Map(Object.entries(catalogue.reasons));
const words = new Map(Object.entries(catalogue.types));

const option = z.object({
  option_name: z.string().min(1),
  type: z.string().min(1).default("kconfig"),
  desired_val: z.string(),
  decision: z.string(),
  reason: z.string(),
  check_result: z.string().optional(),
});
type Option = z.infer<typeof option>;

/**
 * Shape: `json_dump` in `kernel_hardening_checker/engine.py`, github.com/a13xp0p0v/kernel-hardening-checker.
 * Errors (returned): those of `readText` and `parseJson`, `kernel-hardening-checker-malformed`,
 * `kernel-hardening-checker-no-results`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  const json = parseJson(withoutWarnings(text.text));
  if (!json.ok) return json;
  if (!Array.isArray(json.value)) return malformed;
  const options: Option[] = [];
  let unread = 0;
  for (const entry of json.value) {
    const parsed = option.safeParse(Array.isArray(entry) ? named(entry) : entry);
    if (parsed.success) options.push(parsed.data);
    else unread += 1;
  }
  if (options.length === 0) return malformed;
  const judged = options.filter(({ check_result: result }) => result !== undefined);
  if (judged.length === 0) return noResults;
  const denied = judged.some(isDenied);
  const types = new Set(judged.map(({ type }) => type));
  const observations = judged.map(observationOf);
  return oneReport(
    {
      format: "kernel-hardening-checker",
      source: "kernel-hardening-checker",
      tool: { name: "kernel-hardening-checker", version: null },
      host: context?.host ?? NO_HOST,
      run: { startedAt: null, endedAt: context?.endedAt ?? null, zone: "stated" },
      // `-a` looks at all three; `-c`, `-l` and `-s` choose, and then the others are not gone.
      scope: denied
        ? "unprivileged"
        : ["kconfig", "cmdline", "sysctl"].every((type) => types.has(type))
          ? "full"
          : "partial",
      observations,
      definitions: judged.map(definitionOf),
      facts: [{ key: "options_checked", values: [String(judged.length)] }],
      notes: [...(unread > 0 ? [skipped(unread)] : []), ...(denied ? [DENIED] : [])],
    },
    bytes,
  );
}

/** Old entries by their place: name, type, desired value, decision, reason, result; the oldest have no type. */
function named(entry: unknown[]): unknown {
  const [name, ...rest] = entry;
  const typed = typeof rest[0] === "string" && words.has(rest[0]) ? rest : ["kconfig", ...rest];
  const [type, desired, decision, reason, result] = typed;
  return {
    option_name: name,
    type,
    desired_val: desired,
    decision,
    reason,
    check_result: result ?? undefined,
  };
}

const checkOf = ({ type, option_name: name }: Option): string =>
  `kernel-hardening-checker:${cut(type, 20)}:${cut(name, 120)}`.replace(/\s+/g, "_");

/** A sysctl that only root may read is reported as failed, but nobody has looked at it. */
const isDenied = ({ check_result: result = "" }: Option): boolean =>
  /^FAIL: "permission denied"/.test(result);

function observationOf(option: Option): Observation {
  const { check_result: result = "", desired_val: desired, decision, reason } = option;
  return {
    check: checkOf(option),
    outcome: isDenied(option)
      ? "not-checked"
      : result.startsWith("OK")
        ? "pass"
        : result.startsWith("FAIL")
          ? "fail"
          : "unknown",
    message: result,
    details: [
      ...detail("expected", desired),
      ...detail("recommended by", decision),
      ...detail("reason", reason.replaceAll("_", " ")),
    ],
  };
}

const definitionOf = (option: Option): CheckDefinition => ({
  check: checkOf(option),
  title: `Kernel is ${words.get(option.type) ?? "set"} with ${option.option_name} as ${option.desired_val}`,
  severity: severities.get(option.reason) ?? catalogue.otherReason,
  tower: "hardening",
  group: "kernel_hardening",
  theme: "containment",
});

/** Warnings of the tool stand before its JSON on the same stream. */
export function withoutWarnings(text: string): string {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let line = 0; line < 50; line++) {
    while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
    if (!text.startsWith("[!] ", at)) break;
    const end = text.indexOf("\n", at);
    at = end === -1 ? text.length : end + 1;
  }
  return text.slice(at);
}

const malformed = refuse(
  "kernel-hardening-checker-malformed",
  "This is no list of options as kernel-hardening-checker writes it; bring the output of kernel-hardening-checker -a -m json.",
);

const noResults = refuse(
  "kernel-hardening-checker-no-results",
  "This list tells what is recommended, not what was found; bring the output of kernel-hardening-checker -a -m json.",
);

const skipped = (count: number): Note => ({
  code: "unread-entries",
  text: `${count} entries tell nothing that is known here and were left out.`,
});

const DENIED: Note = {
  code: "permission-denied",
  text: "Some settings could be read by root only; run the checker as root to know them.",
};
