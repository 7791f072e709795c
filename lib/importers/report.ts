/** Puts a `Report` together: every text cleaned and cut, every list bounded, every check named once. */
import type { CheckDefinition, Detail, Exposure, Fact, Observation } from "@/lib/fortress/types";
import { LIMITS } from "./limits";
import { cleanText, cut } from "./read/clean";
import type { HostClaim, ImportResult, Note, Refusal, Report } from "./types";

/** A host of which the file says nothing. */
export const NO_HOST: HostClaim = {
  name: null,
  identifiers: [],
  os: { family: null, name: null, version: null, kernel: null },
};

/** A claim by name alone; a name that is no name (`localhost`, an empty one) is none. */
export function hostNamed(name: string | null | undefined, os: Partial<HostClaim["os"]> = {}): HostClaim {
  const clean = cleanText(name ?? "")
    .replace(/\s+/g, " ")
    .trim();
  const says = clean !== "" && !/^localhost(?:\.localdomain)?$/i.test(clean);
  return {
    ...NO_HOST,
    name: says ? cut(clean, LIMITS.hostNameCharacters) : null,
    os: { ...NO_HOST.os, ...os },
  };
}

/** What an importer has to say; the rest has its usual value. */
export type Said = Pick<Report, "format" | "source" | "tool"> & Partial<Report>;

/**
 * A report from what an importer read. Texts are cleaned and cut, observations beyond the first worst of each check and
 * repeated exposures are left out, so that no importer has to.
 * @returns the report, or a refusal where it holds more than `LIMITS` allow
 */
function reportOf(said: Said): { ok: true; report: Report } | { ok: false; refusal: Refusal } {
  const observations = onePerCheck(said.observations ?? []);
  const exposures = onePerThing(said.exposures ?? []);
  if (observations.length > LIMITS.observations)
    return tooMany("observations", `more than ${LIMITS.observations} checks`);
  if (exposures.length > LIMITS.exposures)
    return tooMany("exposures", `more than ${LIMITS.exposures} exposures`);
  const checks = new Set(observations.map(({ check }) => check));
  const { definitions: given = [], ...rest } = said;
  const report: Report = {
    host: NO_HOST,
    run: { startedAt: null, endedAt: null, zone: "assumed-utc" },
    scope: "full",
    complete: true,
    native: null,
    exposuresComplete: [],
    notes: [],
    ...rest,
    source: cut(line(said.source), 100),
    tool: { name: cut(line(said.tool.name), 100), version: versionOf(said.tool.version) },
    observations,
    exposures,
    facts: factsOf(said.facts ?? []),
  };
  report.notes = report.notes.map(({ code, text }) => ({ code, text: cut(line(text), 500) }));
  const definitions = onceBy(given.map(cleanDefinition), ({ check }) => check).filter(({ check }) =>
    checks.has(check),
  );
  if (definitions.length > 0) report.definitions = definitions;
  return { ok: true, report };
}

/** The same for a file that holds one report. */
export function oneReport(said: Said, original: Uint8Array): ImportResult {
  const built = reportOf(said);
  return built.ok ? { ok: true, reports: [built.report], original } : built;
}

/** The answer to a file that holds several. Errors (returned): `empty-report` for none, `too-many-reports`, those of `reportOf`. */
export function severalReports(all: readonly Said[], original: Uint8Array): ImportResult {
  if (all.length > LIMITS.reportsPerFile)
    return tooMany("reports", `more than ${LIMITS.reportsPerFile} reports`);
  const reports: Report[] = [];
  for (const said of all) {
    const built = reportOf(said);
    if (!built.ok) return built;
    reports.push(built.report);
  }
  const [first, ...others] = reports;
  return first
    ? { ok: true, reports: [first, ...others], original }
    : refuse("empty-report", "This file speaks of no host; bring the report of a finished run.");
}

/** @param line 1-based */
export const refuse = (code: string, text: string, line?: number): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: line === undefined ? { code, text } : { code, text, line },
});

const versionOf = (version: string | null): string | null =>
  version === null || line(version) === "" ? null : cut(line(version), 100);

const tooMany = (what: string, most: string): { ok: false; refusal: Refusal } =>
  refuse(`too-many-${what}`, `This file holds ${most}; bring it in parts.`);

export const TRUNCATED: Note = {
  code: "truncated",
  text: "The file stops before its end: what it names counts, what it leaves out proves nothing.",
};

const line = (text: string): string => cleanText(text).replaceAll("\n", " ").trim();

const GOODNESS = (one: Observation): number =>
  one.outcome === "fail" ? 0 : one.outcome === "part" ? (one.ratio ?? 0) : one.outcome === "pass" ? 2 : 1;

/** The first of the worst of each check, in the order of the first. */
function onePerCheck(observations: readonly Observation[]): Observation[] {
  const worst = new Map<string, Observation>();
  for (const given of observations) {
    const one = cleanObservation(given);
    const other = worst.get(one.check);
    if (!other || GOODNESS(one) < GOODNESS(other)) worst.set(one.check, one);
  }
  return [...worst.values()];
}

function cleanObservation({ check, outcome, ratio, message, details }: Observation): Observation {
  const share = outcome === "part" && ratio !== undefined && ratio > 0 && ratio < 1;
  return {
    check: cut(line(check).replaceAll(" ", "_"), LIMITS.checkCharacters),
    outcome: outcome === "part" && !share ? "fail" : outcome,
    ...(share ? { ratio } : {}),
    ...(message === undefined ? {} : { message: cut(cleanText(message).trim()) }),
    details: cleanDetails(details ?? []),
  };
}

const cleanDefinition = (definition: CheckDefinition): CheckDefinition => ({
  ...definition,
  check: cut(line(definition.check).replaceAll(" ", "_"), LIMITS.checkCharacters),
  title: cut(line(definition.title) || definition.check, LIMITS.titleCharacters),
  ...(definition.group === undefined ? {} : { group: cut(line(definition.group), 80) }),
});

const DETAILS = 200;

const cleanDetails = (details: readonly Detail[]): Detail[] =>
  details.slice(0, DETAILS).map(({ name, text }) => ({
    name: cut(line(name), 80),
    text: cut(cleanText(text).trim()),
  }));

function onePerThing(exposures: readonly Exposure[]): Exposure[] {
  const clean = exposures.map((one) => ({
    ...one,
    key: cut(line(one.key), LIMITS.exposureKeyCharacters),
    title: cut(line(one.title), LIMITS.titleCharacters),
    details: cleanDetails(one.details ?? []),
  }));
  return onceBy(clean, ({ kind, key }) => `${kind}:${key}`);
}

function onceBy<T>(all: readonly T[], name: (one: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const one of all) if (!seen.has(name(one))) seen.set(name(one), one);
  return [...seen.values()];
}

const FACT_VALUES = 10_000;

const factsOf = (facts: readonly Fact[]): Fact[] =>
  onceBy(facts, ({ key }) => key).map(({ key, values }) => ({
    key: cut(line(key), 100),
    values: values.slice(0, FACT_VALUES).map((value) => cut(line(value), 500)),
  }));
