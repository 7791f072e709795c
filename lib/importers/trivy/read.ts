/** A Trivy report of a host: known vulnerabilities, the end of life of its system, credentials in files. */
import data from "@/content/catalogue/trivy.json";
import type { Detail, Exposure, Observation } from "@/lib/fortress/types";
import { namedChecks } from "@/lib/importers/catalogue";
import { oneReport, refuse } from "@/lib/importers/report";
import {
  bytesOf,
  eachEntry,
  entriesOf,
  hostOf,
  malformed,
  readDocument,
  removeSecrets,
  SECRETS_REMOVED,
  skippedNotes,
  type Tally,
  worstOfEach,
} from "@/lib/importers/scanner";
import { commonId, isSystemKind, packageName, purlOf } from "@/lib/importers/scanner-names";
import { severityOfWord } from "@/lib/importers/severity";
import { isoTime } from "@/lib/importers/times";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { detail, vulnerability } from "@/lib/importers/updates";
import { document, type Finding, finding, type Result, result, secret } from "./schema";

const DEFINITIONS = namedChecks("trivy", data);
const HOST_KINDS = new Set(["filesystem", "rootfs", "vm"]);
const HOW = "run trivy rootfs --format json / on the host and bring that file.";

/**
 * Reads Trivy's JSON, schema 2.
 * Errors (returned): those of `readDocument`, `trivy-malformed`, `trivy-image`, `trivy-not-a-host`, `trivy-schema`,
 * `trivy-nothing-scanned`.
 */
export function read(file: FileInput): ImportResult {
  const parsed = readDocument(file.bytes);
  if (!parsed.ok) return parsed;
  const removed = removeSecrets(parsed.value, quotes);
  const built = document.safeParse(parsed.value);
  if (!built.success) return malformed("trivy", built.error);
  const report = built.data;
  const refusal = notOfAHost(report.SchemaVersion, report.ArtifactType);
  if (refusal) return refusal;

  const tally: Tally = { skipped: 0 };
  const results = entriesOf(report.Results, result, tally);
  if (results.length === 0) {
    return refuse("trivy-nothing-scanned", `Trivy found nothing here that it could look at; ${HOW}`);
  }
  const system = report.Metadata?.OS;
  const whole = results.some(ofSystem);
  const narrowed = NARROWING.test(file.context?.command ?? "");
  const found = worstOfEach(vulnerabilitiesOf(results, tally));
  const created = isoTime(report.CreatedAt);
  const observations = [
    ...(whole ? [supported(system?.EOSL ?? false)] : []),
    ...secretsOf(results, file.context?.command ?? "", tally),
  ];
  return oneReport(
    {
      format: "trivy",
      source: "trivy",
      tool: { name: "Trivy", version: report.Trivy?.Version ?? null },
      host: hostOf(file, system?.Family ?? null, system?.Name ?? null),
      run: {
        startedAt: null,
        endedAt: created?.at ?? file.context?.endedAt ?? null,
        zone: created?.zone ?? "stated",
      },
      scope: whole && !narrowed ? "full" : "partial",
      observations,
      definitions: DEFINITIONS.filter(({ check }) => observations.some((one) => one.check === check)),
      exposures: found,
      exposuresComplete: whole && !narrowed && tally.skipped === 0 ? ["vulnerability"] : [],
      notes: [...notesOf(results, whole), ...(removed > 0 ? [SECRETS_REMOVED] : []), ...skippedNotes(tally)],
    },
    removed > 0 ? bytesOf(parsed.value) : file.bytes,
  );
}

/** Trivy masks what it found, but quotes the lines around it; an older one masks nothing, nor do results about settings. */
const quotes = (key: string): boolean => QUOTING.has(key);

const QUOTING = new Set(["Match", "Code", "RenderedCause"]);

function notOfAHost(schema: number, kind: string | null): ImportResult | null {
  if (schema !== 2) {
    const text = "This Trivy report has a schema that Rampart does not read; bring one of schema 2.";
    return refuse("trivy-schema", text);
  }
  if (kind === "container_image") {
    return refuse("trivy-image", `This Trivy report speaks of a container image, not of a host; ${HOW}`);
  }
  if (kind !== null && !HOST_KINDS.has(kind)) {
    return refuse("trivy-not-a-host", `This Trivy report does not speak of a host; ${HOW}`);
  }
  return null;
}

/** Options that leave out vulnerabilities; the report itself does not tell that they were given. */
const NARROWING =
  /\s(?:--severity|-s|--ignore-unfixed|--ignore-status|--ignorefile|--ignore-policy|--vex|--(?:pkg|vuln)-types?[= ]+library)(?=[\s=]|$)/;

const ofSystem = ({ Class, Type }: Result): boolean =>
  Class === "os-pkgs" || (Class === null && Type !== null && isSystemKind(Type));

function* vulnerabilitiesOf(results: readonly Result[], tally: Tally): Generator<Exposure> {
  for (const one of results) {
    for (const found of eachEntry(one.Vulnerabilities, finding, tally))
      if (found.Status !== "not_affected") yield exposureOf(one, found);
  }
}

function exposureOf(one: Result, found: Finding): Exposure {
  const system = ofSystem(one);
  return vulnerability({
    package: system ? found.PkgName : languagePackage(one, found),
    id: commonId(found.VulnerabilityID),
    severity: severityOfWord(found.Severity),
    title: found.Title,
    installed: found.InstalledVersion,
    fixed: found.FixedVersion,
    details: [
      ...detail("status", found.Status),
      ...detail("path", found.PkgPath ?? (system ? null : one.Target)),
      ...detail("reference", found.PrimaryURL),
    ],
  });
}

const languagePackage = (one: Result, found: Finding): string =>
  purlOf(found.PkgIdentifier?.PURL)?.name ?? packageName(one.Type ?? "", found.PkgName);

const supported = (ended: boolean): Observation => ({
  check: "trivy:os-supported",
  outcome: ended ? "fail" : "pass",
  ...(ended ? { message: "The vendor has ended the support of this release." } : {}),
});

/** Without `--scanners`, a run over files looks for secrets too; a report without any does not tell whether it did. */
function looksForSecrets(command: string): boolean {
  const words = command.split(/[\s=]+/);
  if (!/(?:^|\/)trivy$/.test(words[0] ?? "") || !words.some((word) => FILES.has(word))) return false;
  const option = words.findIndex((word) => word === "--scanners" || word === "--security-checks");
  return option === -1 || (words[option + 1] ?? "").split(",").includes("secret");
}

const FILES = new Set(["rootfs", "fs", "filesystem", "vm"]);

function secretsOf(results: readonly Result[], command: string, tally: Tally): Observation[] {
  const details: Detail[] = [];
  let count = 0;
  for (const { Target, Secrets } of results) {
    for (const { RuleID, StartLine } of eachEntry(Secrets, secret, tally)) {
      count += 1;
      const place = `${Target ?? "?"}${StartLine === null ? "" : `:${StartLine}`}`;
      if (details.length < 200) details.push({ name: "found", text: `${RuleID} in ${place}` });
    }
  }
  if (count > 0) return [{ check: "trivy:secrets", outcome: "fail", message: `${count} found.`, details }];
  return looksForSecrets(command) ? [{ check: "trivy:secrets", outcome: "pass" }] : [];
}

function notesOf(results: readonly Result[], whole: boolean): Note[] {
  const notes: Note[] = [];
  if (!whole) {
    const text = "Trivy did not look at the packages of the operating system, so this report closes nothing.";
    notes.push({ code: "no-system-packages", text });
  }
  const checks = results.reduce(
    (sum, { Misconfigurations: list }) => sum + (Array.isArray(list) ? list.length : 0),
    0,
  );
  if (checks > 0) {
    const text = `Results about configuration files of images and clusters, left out because they do not speak of the host: ${checks}.`;
    notes.push({ code: "misconfigurations-left-out", text });
  }
  return notes;
}
