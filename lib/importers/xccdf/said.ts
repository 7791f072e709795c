/** From what was collected to what a report says. */
import type { CheckDefinition, Detail, Fact, Observation } from "@/lib/fortress/types";
import { hostNamed, NO_HOST, type Said, TRUNCATED } from "@/lib/importers/report";
import { isoTime } from "@/lib/importers/times";
import type { FileContext, HostClaim, Note, Report } from "@/lib/importers/types";
import { defined, type System, systemOf, toolOf } from "@/lib/importers/xccdf-catalogue";
import { checkOf, shortId, sourceOf } from "@/lib/importers/xccdf-ids";
import { verdict } from "@/lib/importers/xccdf-outcomes";
import type { Collected } from "./collect";
import type { Seen, TestResult } from "./results";
import type { Rule } from "./rules";

/**
 * One result.
 * @param whole whether the document was read to its end
 */
export function saidOf(
  result: TestResult,
  { rules, assets, about, benchmark: root }: Collected,
  whole: boolean,
  context: FileContext | undefined,
): Said {
  const benchmark = result.benchmark || root;
  const run = runOf(result, context);
  const complete = whole && result.closed && isoTime(result.end) !== null;
  const all = [...result.rules].flatMap(([id, seen]) => observed(id, seen, rules.get(id)));
  const observations = all.map(({ observation }) => observation);
  const measured = observations.some(({ outcome }) => MEASURED.has(outcome));
  const tool = toolFrom(result);
  return {
    format: "xccdf",
    source: sourceOf(result.profile || null, benchmark || result.file || null),
    tool,
    host: hostOf(result, assets, about) ?? context?.host ?? NO_HOST,
    run,
    // OpenSCAP writes `privileged="false"` for root as well, so that from it the word means nothing.
    scope:
      result.privileged === false && tool.name !== "OpenSCAP" && result.identity !== "root"
        ? "unprivileged"
        : "full",
    complete,
    native: complete && measured ? nativeOf(result) : null,
    observations: complete ? observations : observations.filter(({ outcome }) => !REASSURES.has(outcome)),
    definitions: all.map(({ definition }) => definition),
    facts: factsOf(result, benchmark),
    notes: notesOf(result, observations, { whole, complete, measured }),
  };
}

const MEASURED: ReadonlySet<string> = new Set(["pass", "fail", "part"]);
/** What a result that stops before its end may not say. */
const REASSURES: ReadonlySet<string> = new Set(["pass", "not-applicable"]);

function runOf({ start, end }: TestResult, context: FileContext | undefined): Report["run"] {
  const started = isoTime(start);
  const ended = isoTime(end);
  const at = started ?? ended;
  if (!at && context?.endedAt) return { startedAt: null, endedAt: context.endedAt, zone: "stated" };
  const stated = [started, ended].every((time) => time === null || time.zone === "stated");
  return {
    startedAt: started?.at ?? null,
    endedAt: ended?.at ?? null,
    zone: at && stated ? "stated" : "assumed-utc",
  };
}

function observed(
  id: string,
  seen: Seen,
  rule: Rule | undefined,
): { observation: Observation; definition: CheckDefinition }[] {
  const check = checkOf(id);
  if (check === null) return [];
  const { outcome, ratio } = verdict(seen);
  const failing = outcome === "fail" || outcome === "part";
  const details: Detail[] = [...seen.details, ...(failing && rule ? rule.marks : [])];
  const observation: Observation = {
    check,
    outcome,
    ...(ratio === undefined ? {} : { ratio }),
    ...(seen.message === "" ? {} : { message: seen.message }),
    details: distinct(details),
  };
  const said = seen.severity && seen.severity !== "unknown" ? seen.severity : rule?.severity;
  const definition = defined(id, rule?.title ?? "", said ?? null);
  return definition ? [{ observation, definition }] : [];
}

function distinct(details: readonly Detail[]): Detail[] {
  const seen = new Map(details.map((one) => [`${one.name}:${one.text}`, one]));
  return [...seen.values()];
}

/** The first name that is one: target, facts, asset. */
function hostOf(
  result: TestResult,
  assets: Collected["assets"],
  about: Collected["about"],
): HostClaim | null {
  const { targets, facts } = result;
  const fact = (end: RegExp): string[] =>
    [...facts].filter(([name]) => end.test(name)).map(([, value]) => value);
  const asset = [...result.assets, about.get(result.report)].flatMap((id) => assets.get(id ?? "") ?? []);
  const only = assets.size === 1 ? [...assets.values()] : [];
  const names = [...targets, ...fact(/fqdn$/i), ...fact(/host_?name$/i), ...asset, ...only];
  const name = names.map((one) => hostNamed(one).name).find((one) => one !== null) ?? null;
  const identifiers = fact(/machine[-_]id$/i)
    .map((value) => value.toLowerCase().replaceAll("-", ""))
    .filter((value) => /^[0-9a-f]{32}$/.test(value) && !/^(.)\1*$/.test(value))
    .slice(0, 1)
    .map((value) => ({ kind: "machine-id" as const, value }));
  if (name === null && identifiers.length === 0) return null;
  const system = systemFrom(result.platforms);
  const os = system ? { family: "Linux", name: system.name, version: system.version } : {};
  return { ...hostNamed(name, os), identifiers };
}

/** The platform that applied; several of one name tell no version. */
function systemFrom(platforms: readonly string[]): System | null {
  const known = platforms.flatMap((cpe) => systemOf(cpe) ?? []);
  const [first] = known;
  if (!first || known.some(({ name }) => name !== first.name)) return null;
  const version = known.every((one) => one.version === first.version) ? first.version : null;
  return { name: first.name, version };
}

const VERSION = /\d{1,6}(?:\.\d{1,6}){1,4}/;

function toolFrom({ testSystem, facts }: TestResult): Report["tool"] {
  const fact = (end: string): string | null =>
    [...facts].find(([name]) => name.toLowerCase().endsWith(end))?.[1] ?? null;
  const scanner = fact("scanner:name");
  const version = fact("scanner:version");
  if (/cis[-_ ]?cat/i.test(`${testSystem} ${scanner ?? ""}`))
    return { name: "CIS-CAT", version: version ?? VERSION.exec(testSystem)?.[0] ?? null };
  const named = toolOf(testSystem);
  if (scanner) return { name: scanner.slice(0, 100), version: version ?? named?.version ?? null };
  return named ?? { name: testSystem.slice(0, 100) || "XCCDF", version: null };
}

const DEFAULT_SCORE = "urn:xccdf:scoring:default";

/** The default score, else the first. XCCDF: a score without a maximum is one of 100. */
function nativeOf({ scores }: TestResult): Report["native"] {
  const score = scores.find(({ system }) => system === DEFAULT_SCORE) ?? scores[0];
  if (!score || score.value === "") return null;
  const value = Number(score.value);
  const max = score.maximum === "" ? 100 : Number(score.maximum);
  const sound = Number.isFinite(value) && Number.isFinite(max) && max > 0 && value >= 0 && value <= max;
  return sound ? { name: "XCCDF score", value, max } : null;
}

function factsOf({ profile, version }: TestResult, benchmark: string): Fact[] {
  const fact = (key: string, value: string | null | undefined): Fact[] =>
    value ? [{ key, values: [value] }] : [];
  return [
    ...fact("profile", shortId(profile)?.name),
    ...fact("benchmark", shortId(benchmark)?.name),
    ...fact("benchmark_version", version),
  ];
}

function notesOf(
  result: TestResult,
  observations: readonly Observation[],
  { whole, complete, measured }: { whole: boolean; complete: boolean; measured: boolean },
): Note[] {
  const notes: Note[] = [];
  if (!whole || !result.closed) notes.push(TRUNCATED);
  else if (!complete)
    notes.push({
      code: "no-end-time",
      text: "The result names no end of its run: what it says failed counts, what it says passed proves nothing.",
    });
  if (observations.length > 0 && observations.every(({ outcome }) => outcome === "not-applicable"))
    notes.push({
      code: "nothing-applicable",
      text: "No rule applied to this host, so nothing was measured: the content is probably made for another system.",
    });
  else if (!measured)
    notes.push({
      code: "nothing-measured",
      text: "No rule came to a verdict, so nothing was measured.",
    });
  if (result.nameless > 0)
    notes.push({
      code: "nameless-results",
      text: `${result.nameless} results name no rule and were left out.`,
    });
  return notes;
}
