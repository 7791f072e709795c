/** Runs of rkhunter to reports. */
import catalogueData from "@/content/catalogue/rkhunter.json";
import type { Exposure, Fact, Observation, Outcome } from "@/lib/fortress/types";
import { catalogueOf, definitionsOf } from "@/lib/importers/catalogue";
import { malwareExposure } from "@/lib/importers/files";
import { LIMITS } from "@/lib/importers/limits";
import { readText } from "@/lib/importers/read/text";
import { hostNamed, refuse, type Said, severalReports, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, HostClaim, ImportResult } from "@/lib/importers/types";
import { dateOutput } from "./dates";
import { changedFile, PROPERTY_CHECKS, propertyCheck } from "./files";
import { type Run, readLog, type Test, type Warning } from "./log";
import { sniff } from "./sniff";

const CATALOGUE = catalogueOf("rkhunter", catalogueData);

/**
 * Errors (returned): those of `readText`, `sniff` and `eachLine`; `rkhunter-no-check` where the log holds no run that checked
 * anything; those of `severalReports`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const first = readText(bytes);
  if (!first.ok) return first;
  const answer = sniff(first.text.slice(0, LIMITS.sniffBytes));
  if (typeof answer !== "string") return { ok: false, refusal: answer };
  const log = readLog(first.text, CATALOGUE.places);
  if ("refusal" in log) return { ok: false, refusal: log.refusal };
  const checked = log.runs.filter((run) => run.checked);
  if (checked.length === 0) {
    return refuse(
      "rkhunter-no-check",
      "This log holds no check, only an update or the start of a run; bring the log of rkhunter --check.",
    );
  }
  return severalReports(
    checked.map((run) => reportOfRun(run, context?.host)),
    bytes,
  );
}

function reportOfRun(run: Run, stranger: HostClaim | undefined): Said {
  const complete = run.end !== null;
  const start = dateOutput(run.start ?? "");
  const end = dateOutput(run.end ?? "");
  const full = run.enabled === null || run.enabled === "all";
  const properties = run.tests.get("properties");
  const baseline = !run.baselineMissing && !run.left.has("hash") && !run.left.has("property");
  const observations = observationsOf(run, complete, baseline);
  const named = hostNamed(run.host, { name: run.osName });
  return {
    format: "rkhunter",
    source: "rkhunter",
    tool: { name: "rkhunter", version: run.version },
    host: run.host === null && stranger ? stranger : named,
    run: {
      startedAt: start?.at ?? null,
      endedAt: end?.at ?? null,
      zone: (start ?? end)?.zone ?? "assumed-utc",
    },
    scope: full ? "full" : "partial",
    complete,
    observations,
    definitions: definitionsOf(CATALOGUE, observations),
    exposures: [...rootkits(run), ...(properties?.warnings ?? []).flatMap((one) => changedFile(one) ?? [])],
    exposuresComplete:
      complete && full
        ? [
            ...(run.figures.has("Rootkits checked") ? (["malware"] as const) : []),
            ...(baseline && properties && properties.good > 0 ? (["file"] as const) : []),
          ]
        : [],
    facts: factsOf(run),
    notes: complete ? [] : [TRUNCATED],
  };
}

function observationsOf(run: Run, complete: boolean, baseline: boolean): Observation[] {
  const all: Observation[] = [];
  const say = (id: string, outcome: Outcome | null, warnings: readonly Warning[] = []): void => {
    if (outcome === null || (outcome === "pass" && !complete)) return;
    const details = warnings.map(({ text, lines }) => ({
      name: "warning",
      text: [text, ...lines].join("\n"),
    }));
    all.push({ check: `rkhunter:${id}`, outcome, details });
  };
  for (const [id, test] of run.tests) {
    if (id === "summary" || (test.disabled && !CATALOGUE.checks.has(id))) continue;
    if (id !== "properties") say(id, outcomeOf(test), test.warnings);
  }
  const test = run.tests.get("properties");
  if (test?.disabled) say("properties", "not-checked");
  else if (test) {
    const of = (id: string): Warning[] => test.warnings.filter((one) => propertyCheck(one) === id);
    for (const { id, left } of PROPERTY_CHECKS) {
      const warnings = of(id);
      const done = !run.left.has(left) && !run.left.has("property") && (id !== "properties" || baseline);
      const outcome = done ? (test.good + test.bad.length > 0 ? "pass" : null) : "not-checked";
      say(id, warnings.length > 0 ? "fail" : outcome, warnings);
    }
    const gaps = of("baseline");
    if (gaps.length > 0) say("baseline", "fail", [...(run.tests.get("baseline")?.warnings ?? []), ...gaps]);
  }
  return all;
}

/** Null for a heading without any test of its own. */
function outcomeOf(test: Test): Outcome | null {
  if (test.warnings.length > 0 || test.bad.length > 0) return "fail";
  if (test.good > 0) return "pass";
  if (test.skipped > 0) return test.absent >= test.skipped ? "not-applicable" : "not-checked";
  return test.disabled ? "not-checked" : null;
}

/** Tests whose warnings name a rootkit by what it leaves behind. A port in use does not: many programs have one. */
const NAMING = ["possible_rkt_files", "possible_rkt_strings", "tripwire"];

function rootkits(run: Run): Exposure[] {
  const found = new Map<string, string[]>();
  const add = (name: string, lines: readonly string[]): void => {
    found.set(name, [...(found.get(name) ?? []), ...lines].slice(0, 100));
  };
  const known = run.tests.get("known_rkts");
  for (const name of known?.bad ?? [])
    add(name, known?.warnings.find(({ text }) => text === name)?.lines ?? []);
  for (const { text, lines } of NAMING.flatMap((id) => run.tests.get(id)?.warnings ?? [])) {
    for (const line of [text, ...lines]) {
      const at = line.lastIndexOf("Possible rootkit: ");
      if (at !== -1) add(line.slice(at + 18).trim() || UNNAMED, [line]);
    }
  }
  for (const name of run.rootkitNames) add(name, []);
  if (found.size === 0 && (run.figures.get("Possible rootkits") ?? 0) > 0) add(UNNAMED, []);
  return [...found].map(([name, lines]) =>
    malwareExposure(name, null, { details: lines.map((text) => ({ name: "rkhunter", text })) }),
  );
}

const UNNAMED = "A rootkit that rkhunter does not name";

const FACTS = [
  ["files_checked", "Files checked"],
  ["suspect_files", "Suspect files"],
  ["rootkits_checked", "Rootkits checked"],
  ["possible_rootkits", "Possible rootkits"],
] as const;

function factsOf(run: Run): Fact[] {
  const figures = FACTS.flatMap(([key, title]) => {
    const value = run.figures.get(title);
    return value === undefined ? [] : [{ key, values: [String(value)] }];
  });
  return [
    ...figures,
    { key: "disabled_tests", values: run.disabledTests },
    ...(run.tests.has("properties")
      ? [{ key: "file_properties_baseline", values: [run.baselineMissing ? "missing" : "present"] }]
      : []),
  ];
}
