/** The text of a Lynis report to plain data. Pure: the same text and catalogue always give the same report. */
import type { LynisCatalogue } from "@/lib/fortress/catalogue";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText } from "@/lib/importers/read/clean";
import type { Refusal, Report } from "@/lib/importers/types";
import { oneOfIdenticalCopies } from "./copies";
import { readDeviations } from "./deviations";
import { observeDockerfile } from "./dockerfile";
import type { Evidence } from "./evidence";
import { exhaustiveExposures, readExposures } from "./exposures";
import { readFacts } from "./facts";
import { readFindings } from "./findings";
import { firstOf, type Records, type RecordsResult, readRecords, valuesOf } from "./grammar";
import { readHost, readTime, short } from "./host";
import { notesOf } from "./notes";
import { observe } from "./outcomes";
import { planOf } from "./plan";
import { DOCKERFILE, isComplete, type Run, readRun } from "./run";

export type ReadResult = { ok: true; report: Report } | { ok: false; refusal: Refusal };

const REQUIRED = ["report_version_major", "lynis_version"];
/** Found by every run whatever tests it executes, and never listed among them: what is not named again is gone. */
const ALWAYS_LOOKED_AT = ["lynis:LYNIS", "lynis:GEN-", "lynis:NONE"];

/**
 * Reads one report.
 * Errors (returned): `malformed` without the keys that every report has, `several-reports`, `too-many-observations`, and
 * the bounds of `LIMITS` with their line.
 * Source of the grammar: github.com/CISOfy/lynis, `include/functions` and `include/report`.
 */
export function readLynis(text: string, catalogue: LynisCatalogue): ReadResult {
  const plan = planOf(catalogue);
  const parsed = parse(cleanText(text));
  if (!parsed.ok) return parsed;
  const { records, doubled } = parsed;
  const missing = REQUIRED.filter((key) => firstOf(records, key) === null);
  if (missing.length > 0) {
    return refuse("malformed", `This is no whole Lynis report: ${missing.join(" and ")} is missing.`);
  }

  const { byId: findings, duplicates } = readFindings(records.findings, plan);
  const run = readRun(records, plan, findings.has(DOCKERFILE));
  const deviations = readDeviations(valuesOf(records, "details"), plan);
  const evidence: Evidence = { plan, records, run, findings, deviations };
  const spoken = run.scope === DOCKERFILE ? aboutDockerfile(evidence) : aboutHost(evidence);
  if (spoken.observations.length > LIMITS.observations) {
    const most = `more than ${LIMITS.observations} observations`;
    return refuse("too-many-observations", `This report makes ${most}; no run of Lynis does.`);
  }

  const startedAt = readTime(records, "report_datetime_start");
  const { cutKeys, ...said } = spoken;
  const report: Report = {
    format: "lynis",
    source: run.scope === DOCKERFILE ? "lynis-dockerfile" : "lynis",
    tool: { name: "Lynis", version: short(records, "lynis_version") },
    host: readHost(records),
    run: { startedAt, endedAt: readTime(records, "report_datetime_end"), zone: "assumed-utc" },
    scope: run.scope,
    complete: run.complete,
    native: nativeIndex(records, run),
    ...said,
    notes: notesOf({
      run,
      ignored: records.ignored,
      duplicates,
      doubled,
      hasDate: startedAt !== null,
      cutKeys,
    }),
  };
  return { ok: true, report };
}

type Spoken = Pick<Report, "observations" | "exposures" | "exposuresComplete" | "facts" | "exhaustive"> & {
  cutKeys: readonly string[];
};

function aboutHost(evidence: Evidence): Spoken {
  const { records, run } = evidence;
  const { observations, exhaustive } = observe(evidence);
  return {
    observations,
    exposures: readExposures(records),
    exposuresComplete: exhaustiveExposures(records, run),
    exhaustive: run.complete && run.scope === "full" ? [...exhaustive, ...ALWAYS_LOOKED_AT] : exhaustive,
    ...readFacts(records, run),
  };
}

function aboutDockerfile({ findings }: Evidence): Spoken {
  const observations = observeDockerfile(findings);
  return { observations, exposures: [], exposuresComplete: [], facts: [], cutKeys: [] };
}

type Parsed = { ok: true; records: Records; doubled: boolean } | { ok: false; refusal: Refusal };

function parse(text: string): Parsed {
  const parsed = parseOne(text);
  if (parsed.ok) return { ...parsed, doubled: false };
  const { code, line } = parsed.refusal;
  const one = code === "several-reports" && line ? oneOfIdenticalCopies(text, line) : null;
  if (one === null) return parsed;
  const again = parseOne(one);
  return again.ok ? { ...again, doubled: true } : parsed;
}

/** A torn file ends in the middle of a line, and half a line says nothing. */
function parseOne(text: string): RecordsResult {
  const parsed = readRecords(text);
  if (!parsed.ok || text.endsWith("\n") || isComplete(parsed.records)) return parsed;
  return readRecords(text.slice(0, text.lastIndexOf("\n") + 1));
}

/** The hardening index means something only where the whole host was looked at. */
function nativeIndex(records: Records, run: Run): Report["native"] {
  if (run.scope === "partial" || run.scope === DOCKERFILE) return null;
  const written = firstOf(records, "hardening_index") ?? "";
  if (!/^\d{1,3}$/.test(written) || Number(written) > 100) return null;
  return { name: "Hardening index", value: Number(written), max: 100 };
}

const refuse = (code: string, text: string): ReadResult => ({ ok: false, refusal: { code, text } });
