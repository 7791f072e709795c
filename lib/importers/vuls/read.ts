/** A result of Vuls: known vulnerabilities of one host, whether it waits for a reboot, the end of life of its system. */
import data from "@/content/catalogue/vuls.json";
import type { Exposure, Observation } from "@/lib/fortress/types";
import { namedChecks } from "@/lib/importers/catalogue";
import { hostNamed, oneReport, refuse } from "@/lib/importers/report";
import {
  bytesOf,
  malformed,
  readDocument,
  removeSecrets,
  SECRETS_REMOVED,
  skippedNotes,
  type Tally,
  worstOfEach,
} from "@/lib/importers/scanner";
import { isSystemKind } from "@/lib/importers/scanner-names";
import { isoTime } from "@/lib/importers/times";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { type Document, document, type Installed, installed, known } from "./schema";
import { exposuresOf } from "./vulnerabilities";

const DEFINITIONS = namedChecks("vuls", data);

/**
 * Reads the JSON of one host.
 * Errors (returned): those of `readDocument`, `vuls-malformed`, `vuls-version`, `vuls-container`, `vuls-failed`,
 * `vuls-scan-only`.
 */
export function read(file: FileInput): ImportResult {
  const parsed = readDocument(file.bytes);
  if (!parsed.ok) return parsed;
  const removed = removeSecretsOfConfig(parsed.value);
  const built = document.safeParse(parsed.value);
  if (!built.success) return malformed("vuls", built.error);
  const result = built.data;
  const refusal = provesNothing(result);
  if (refusal) return refusal;

  const tally: Tally = { skipped: 0 };
  const packages = packagesOf(result, tally);
  const found = worstOfEach(vulnerabilitiesOf(result, packages, tally));
  const scanned = isoTime(result.scannedAt);
  const compared = isoTime(result.reportedAt) !== null;
  const complete = compared && texts(result.errors).length === 0;
  const filtered = isFiltered(result);
  const observations = complete
    ? checksOf(result)
    : checksOf(result).filter(({ outcome }) => outcome === "fail");
  const listed = complete && !filtered && tally.skipped === 0 && packages.size > 0;
  return oneReport(
    {
      format: "vuls",
      source: "vuls",
      tool: { name: "Vuls", version: result.reportedVersion ?? result.scannedVersion },
      host: hostNamed(result.serverName, {
        family: isSystemKind(result.family ?? "") ? "Linux" : null,
        name: result.family,
        version: result.release,
        kernel: result.runningKernel?.release ?? null,
      }),
      run: {
        startedAt: null,
        endedAt: scanned?.at ?? file.context?.endedAt ?? null,
        zone: scanned?.zone ?? "stated",
      },
      scope: filtered || packages.size === 0 ? "partial" : "full",
      complete,
      observations,
      definitions: DEFINITIONS.filter(({ check }) => observations.some((one) => one.check === check)),
      exposures: found,
      exposuresComplete: listed ? ["vulnerability"] : [],
      notes: [
        ...notesOf(result, compared, filtered),
        ...(removed > 0 ? [SECRETS_REMOVED] : []),
        ...skippedNotes(tally),
      ],
    },
    removed > 0 ? bytesOf(parsed.value) : file.bytes,
  );
}

const SECRET = /pass(?:word|phrase)|token|secret|hook|api_?key/i;

/** The configuration of Vuls stands in its results; other parts of it are of no harm. */
function removeSecretsOfConfig(value: unknown): number {
  if (typeof value !== "object" || value === null || !("config" in value)) return 0;
  return removeSecrets(value.config, (key, owner) => typeof owner[key] === "string" && SECRET.test(key));
}

function provesNothing(result: Document): ImportResult | null {
  if (result.jsonVersion !== 4) {
    return refuse(
      "vuls-version",
      "This was written by another Vuls than Rampart reads; bring JSON of version 4.",
    );
  }
  if (result.container?.containerID) {
    const text =
      "This Vuls result speaks of a container, not of a host; bring the result of the host itself.";
    return refuse("vuls-container", text);
  }
  if (Object.keys(result.scannedCves ?? {}).length > 0) return null;
  if (texts(result.errors).length > 0) {
    const text =
      "Vuls could not scan this host, so this proves nothing; repair what its log says and scan again.";
    return refuse("vuls-failed", text);
  }
  if (isoTime(result.reportedAt) === null) {
    const text =
      "Vuls has scanned this host but not yet compared it with known vulnerabilities; run vuls report -format-json and bring what it writes.";
    return refuse("vuls-scan-only", text);
  }
  return null;
}

function* vulnerabilitiesOf(
  { scannedCves, family }: Document,
  packages: ReadonlyMap<string, Installed>,
  tally: Tally,
): Generator<Exposure> {
  for (const [id, raw] of Object.entries(scannedCves ?? {})) {
    const one = known.safeParse(raw);
    if (one.success) yield* exposuresOf(id, one.data, packages, family);
    else tally.skipped += 1;
  }
}

const texts = (list: readonly (string | null)[] | null | undefined): string[] =>
  (list ?? []).flatMap((text) => (text === null ? [] : [text]));

function packagesOf(result: Document, tally: Tally): Map<string, Installed> {
  const packages = new Map<string, Installed>();
  for (const [name, raw] of Object.entries(result.packages ?? {})) {
    const one = installed.safeParse(raw);
    if (one.success) packages.set(name, one.data);
    else tally.skipped += 1;
  }
  return packages;
}

/** Whether the run was told to leave out vulnerabilities. */
function isFiltered({ config }: Document): boolean {
  const report = config?.report;
  const scores = (report?.cvssScoreOver ?? 0) > 0 || (report?.confidenceScoreOver ?? 0) > 80;
  return scores || report?.ignoreUnfixed === true || report?.ignoreUnscoredCves === true;
}

const ENDED = /^Standard OS support is EOL\b/i;
const END_UNKNOWN = /\bcheck EOL\b/i;
const REBOOT_UNKNOWN = /\breboot\b/i;

function checksOf(result: Document): Observation[] {
  const warnings = texts(result.warnings);
  const observations: Observation[] = [];
  const ended = warnings.find((warning) => ENDED.test(warning));
  if (ended) observations.push({ check: "vuls:os-supported", outcome: "fail", message: ended });
  else if (knowsEndOfLife(result.scannedVersion) && !warnings.some((warning) => END_UNKNOWN.test(warning)))
    observations.push({ check: "vuls:os-supported", outcome: "pass" });

  const { release = null, rebootRequired = null } = result.runningKernel ?? {};
  if (rebootRequired === true) observations.push({ check: "vuls:reboot", outcome: "fail" });
  else if (rebootRequired === false && release && !warnings.some((warning) => REBOOT_UNKNOWN.test(warning)))
    observations.push({ check: "vuls:reboot", outcome: "pass" });
  return observations;
}

/** Since 0.14 Vuls warns of the end of life of a system; the silence of an older one says nothing. */
function knowsEndOfLife(version: string | null): boolean {
  const [, major = 0, minor = 0] = (/^v?(\d{1,4})\.(\d{1,4})/.exec(version ?? "") ?? []).map(Number);
  return major > 0 || minor >= 14;
}

function notesOf(result: Document, compared: boolean, filtered: boolean): Note[] {
  const notes: Note[] = [];
  const errors = texts(result.errors).length;
  const warnings = texts(result.warnings).length;
  if (errors > 0) {
    const text = `Vuls met errors (${errors}): what it names counts, what it leaves out proves nothing.`;
    notes.push({ code: "tool-errors", text });
  } else if (!compared) {
    const text = "Vuls has not compared this host with all it knows: what it leaves out proves nothing.";
    notes.push({ code: "not-compared", text });
  }
  if (warnings > 0)
    notes.push({ code: "tool-warnings", text: `Warnings of Vuls in this result: ${warnings}.` });
  if (filtered) {
    const text = "Vuls was told to leave out vulnerabilities, so this report closes nothing.";
    notes.push({ code: "filtered", text });
  }
  return notes;
}
