/** Scans of clamscan and clamdscan to reports. */
import catalogueData from "@/content/catalogue/clamscan.json";
import type { Exposure, Fact, Observation } from "@/lib/fortress/types";
import { catalogueOf, definitionsOf } from "@/lib/importers/catalogue";
import { malwareExposure } from "@/lib/importers/files";
import { readText } from "@/lib/importers/read/text";
import { NO_HOST, refuse, type Said, severalReports, TRUNCATED } from "@/lib/importers/report";
import { isoTime } from "@/lib/importers/times";
import type { FileContext, FileInput, ImportResult, Note, Refusal } from "@/lib/importers/types";
import { type Hit, type Scan, scansOf } from "./lines";
import { keepsErrors, scansAll } from "./scope";

const CATALOGUE = catalogueOf("clamscan", catalogueData);

/**
 * Errors (returned): those of `readText`, `eachLine` and `severalReports`; and where no scan in the file can be used
 * `clamscan-no-database`, `clamscan-no-daemon`, `clamscan-nothing-scanned`, `clamscan-no-summary`, `clamscan-unnamed`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const first = readText(bytes);
  if (!first.ok) return first;
  const output = scansOf(first.text);
  if ("refusal" in output) return { ok: false, refusal: output.refusal };
  const refusals: Refusal[] = [];
  const reports: Said[] = [];
  for (const scan of output.scans) {
    const refusal = refusalOf(scan);
    if (refusal) refusals.push(refusal);
    else reports.push(reportOfScan(scan, context));
  }
  const [report] = reports;
  if (!report) return { ok: false, refusal: refusals[0] ?? NO_SUMMARY.refusal };
  if (refusals.length > 0) report.notes = [...(report.notes ?? []), FAILED_RUNS];
  return severalReports(reports, bytes);
}

const count = (scan: Scan, field: string): number | null => {
  const digits = /^\d{1,15}$/.exec(scan.summary.get(field) ?? "")?.[0];
  return digits === undefined ? null : Number(digits);
};

/** Why a scan proves nothing at all. What it found before it broke off still counts. */
function refusalOf(scan: Scan): Refusal | null {
  if (scan.hits.length > 0) return null;
  const reason =
    scan.noDatabase || count(scan, "Known viruses") === 0 ? NO_DATABASE : scan.noDaemon ? NO_DAEMON : null;
  if (reason) return reason.refusal;
  if (scan.summary.size === 0) return NO_SUMMARY.refusal;
  if (count(scan, "Scanned files") === 0) return NOTHING.refusal;
  return (count(scan, "Infected files") ?? 0) > 0 ? UNNAMED.refusal : null;
}

const NO_DATABASE = refuse(
  "clamscan-no-database",
  "This scan had no virus signatures and proves nothing; load them with freshclam and bring the next scan.",
);
const NO_DAEMON = refuse(
  "clamscan-no-daemon",
  "This scan did not reach the daemon clamd; start it and bring the next scan.",
);
const NOTHING = refuse(
  "clamscan-nothing-scanned",
  "This scan looked at no file; bring one that did, such as clamscan -r /.",
);
const NO_SUMMARY = refuse(
  "clamscan-no-summary",
  "This scan names no hit and has no summary, so it may have stopped anywhere; bring its whole output.",
);
const UNNAMED = refuse(
  "clamscan-unnamed",
  "The summary counts infected files that this file does not name; bring the whole output of the scan.",
);

const FAILED_RUNS: Note = {
  code: "failed-runs",
  text: "The file also holds scans that failed; they prove nothing and are left out.",
};
const UNNAMED_HITS: Note = {
  code: "unnamed-hits",
  text: "The summary counts more infected files than are named: the start of the output is missing.",
};

function reportOfScan(scan: Scan, context: FileContext | undefined): Said {
  const command = context?.command ?? "";
  const start = timeOf(scan.summary.get("Start Date"));
  const end = timeOf(scan.summary.get("End Date"));
  const engine = scan.summary.get("Engine version") ?? null;
  const real = scan.hits.filter(({ signature }) => !isGuess(signature));
  const guesses = scan.hits.filter(({ signature }) => isGuess(signature));
  const named = new Set(scan.hits.map(({ path }) => path)).size;
  const unnamed = (count(scan, "Infected files") ?? 0) > named;
  const stopped = context?.exitCode !== undefined && context.exitCode > 2;
  // The last line is the end date; before 0.103 there was none.
  const ended =
    end !== null || (scan.summary.has("Time") && /^0\.(?:\d{1,2}|10[0-2])(?:\D|$)/.test(engine ?? ""));
  const complete = ended && !unnamed && !stopped && !scan.noDatabase && !scan.noDaemon;
  const full = scansAll(command);
  const observations = observationsOf(scan, guesses, {
    fresh: complete && keepsErrors(command),
    passes: complete && full,
  });
  return {
    format: "clamscan",
    source: "clamscan",
    tool: { name: engine === null && scan.summary.size > 0 ? "clamdscan" : "clamscan", version: engine },
    host: context?.host ?? NO_HOST,
    run: {
      startedAt: start,
      endedAt: end ?? context?.endedAt ?? null,
      zone: end === null && context?.endedAt ? "stated" : "assumed-utc",
    },
    scope: scan.denied ? "unprivileged" : full ? "full" : "partial",
    complete,
    observations,
    definitions: definitionsOf(CATALOGUE, observations),
    exposures: real.map(exposureOf),
    exposuresComplete: complete && full && !scan.denied ? ["malware"] : [],
    facts: factsOf(scan),
    notes: [...(complete || unnamed ? [] : [TRUNCATED]), ...(unnamed ? [UNNAMED_HITS] : [])],
  };
}

/** Unwanted programs, and heuristics such as an encrypted archive or a file too large: suspected, no malware by name. */
const isGuess = (signature: string): boolean => /^(?:PUA|Heuristics)\./i.test(signature);

const exposureOf = ({ signature, path, local, action }: Hit): Exposure =>
  malwareExposure(signature, path, {
    details: [
      { name: "signatures", text: local ? "local (UNOFFICIAL)" : "of ClamAV" },
      ...(action === null ? [] : [{ name: "action", text: action }]),
    ],
  });

function observationsOf(
  scan: Scan,
  guesses: readonly Hit[],
  { fresh, passes }: { fresh: boolean; passes: boolean },
): Observation[] {
  const all: Observation[] = [];
  if (scan.old.length > 0) {
    const details = [...new Set(scan.old)].map((text) => ({ name: "warning", text }));
    all.push({ check: "clamscan:signatures-fresh", outcome: "fail", details });
  } else if (fresh) all.push({ check: "clamscan:signatures-fresh", outcome: "pass" });
  if (guesses.length > 0) {
    const details = guesses.slice(0, 200).map(({ signature, path }) => ({ name: signature, text: path }));
    all.push({ check: "clamscan:suspicious-files", outcome: "fail", details });
  } else if (passes) all.push({ check: "clamscan:suspicious-files", outcome: "pass" });
  return all;
}

const FACTS = [
  ["known_viruses", "Known viruses"],
  ["scanned_files", "Scanned files"],
  ["infected_files", "Infected files"],
] as const;

const factsOf = (scan: Scan): Fact[] => [
  ...FACTS.flatMap(([key, field]) => {
    const value = count(scan, field);
    return value === null ? [] : [{ key, values: [String(value)] }];
  }),
  { key: "scan_errors", values: [String(Math.max(scan.errors, count(scan, "Total errors") ?? 0))] },
];

/** `2026:11:22 11:47:13` */
const timeOf = (text: string | undefined): string | null =>
  isoTime((text ?? "").replace(/^(\d{4}):(\d\d):(\d\d) /, "$1-$2-$3 "))?.at ?? null;
