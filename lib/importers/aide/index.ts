/** AIDE reports of a check or an update, in text (0.16 and newer) or JSON (0.18 and newer). */
import { parseJson, topOf } from "@/lib/importers/read/json";
import { readText } from "@/lib/importers/read/text";
import { refuse, severalReports } from "@/lib/importers/report";
import type { FileInput, Importer, ImportResult } from "@/lib/importers/types";
import { readJsonRun } from "./json";
import { saidOf } from "./report";
import type { Run } from "./run";
import { AIDE_FAILED, sniff } from "./sniff";
import { type RunsResult, readTextRuns } from "./text";

/** The importer of AIDE reports: see `Importer` for what it promises. */
export const aide: Importer = { format: "aide", title: "AIDE report", sniff, read };

/**
 * Errors (returned): those of `readText` and `parseJson`, `malformed`, `aide-failed`, `aide-incomplete` (no verdict),
 * `aide-init` (a baseline, no check), `aide-nothing-checked`.
 */
function read({ bytes, context }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  const result = runsOf(text.text);
  if (!result.ok) return result;
  const { runs } = result;
  if (runs.length === 0) {
    return sniff(text.text.slice(0, 65_536), { name: "aide", command: "" }) === AIDE_FAILED
      ? { ok: false, refusal: AIDE_FAILED }
      : refuse("aide-incomplete", INCOMPLETE);
  }
  const judged = runs.filter(({ verdict }) => verdict !== null);
  if (judged.length === 0) return refuse("aide-incomplete", INCOMPLETE);
  const checks = judged.filter(({ verdict }) => verdict !== "initialised");
  if (checks.length === 0) return refuse("aide-init", INIT);
  const real = checks.filter(({ total, verdict }) => verdict !== "same" || total !== 0);
  if (real.length === 0) return refuse("aide-nothing-checked", NOTHING);
  return severalReports(
    real.map((run) => saidOf(run, context)),
    bytes,
  );
}

function runsOf(text: string): RunsResult {
  if (topOf(text.slice(0, 65_536)) === null) return readTextRuns(text);
  const json = parseJson(text);
  if (!json.ok) return json;
  const result = readJsonRun(json.value);
  if (!result.ok) return result;
  const runs: Run[] = [result.run];
  return { ok: true, runs };
}

const INCOMPLETE =
  "This file stops before AIDE says what it found; bring the report of a finished `aide --check`.";
const INIT = "This is the report of `aide --init`, which checks nothing; bring the report of `aide --check`.";
const NOTHING =
  "AIDE looked at no file at all in this run: its rules or its limit match none; bring a report of one that does.";
