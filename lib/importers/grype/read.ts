/** A Grype report of a host: known vulnerabilities of what is installed. */
import type { Exposure, Severity } from "@/lib/fortress/types";
import { oneReport, refuse } from "@/lib/importers/report";
import {
  eachEntry,
  hostOf,
  knownSeverity,
  malformed,
  readDocument,
  skippedNotes,
  type Tally,
  worstOfEach,
} from "@/lib/importers/scanner";
import { commonId, isSystemKind, packageName, purlOf } from "@/lib/importers/scanner-names";
import { severityOfCvss } from "@/lib/importers/severity";
import { isoTime } from "@/lib/importers/times";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { detail, vulnerability } from "@/lib/importers/updates";
import { type Document, document, type Match, match } from "./schema";

const HOW = "run grype dir:/ -o json on the host and bring that file.";

/**
 * Reads Grype's JSON.
 * Errors (returned): those of `readDocument`, `grype-malformed`, `grype-image`, `grype-not-a-host`, `grype-database`.
 */
export function read(file: FileInput): ImportResult {
  const parsed = readDocument(file.bytes);
  if (!parsed.ok) return parsed;
  const built = document.safeParse(parsed.value);
  if (!built.success) return malformed("grype", built.error);
  const { matches, ignoredMatches, source, distro, descriptor } = built.data;
  const refusal = notOfAHost(built.data);
  if (refusal) return refusal;

  const tally: Tally = { skipped: 0 };
  const found = worstOfEach(exposuresOf(matches, tally));
  const whole = distro?.name !== null && distro?.name !== undefined;
  const narrowed = narrowing(built.data);
  const ended = isoTime(descriptor.timestamp);
  const database = isoTime(descriptor.db?.status?.built ?? descriptor.db?.built);
  return oneReport(
    {
      format: "grype",
      source: "grype",
      tool: { name: "Grype", version: descriptor.version },
      host: hostOf(file, distro?.name ?? null, distro?.version ?? null),
      run: {
        startedAt: null,
        endedAt: ended?.at ?? file.context?.endedAt ?? null,
        zone: ended?.zone ?? "stated",
      },
      scope: whole && source?.type === "directory" && !narrowed ? "full" : "partial",
      exposures: found,
      exposuresComplete:
        whole && source?.type === "directory" && !narrowed && tally.skipped === 0 ? ["vulnerability"] : [],
      facts: database === null ? [] : [{ key: "database_built", values: [database.at] }],
      notes: [...notesOf({ whole, narrowed, ignored: ignoredMatches?.length ?? 0 }), ...skippedNotes(tally)],
    },
    file.bytes,
  );
}

function notOfAHost({ source, descriptor }: Document): ImportResult | null {
  if (source?.type === "image") {
    return refuse("grype-image", `This Grype report speaks of a container image, not of a host; ${HOW}`);
  }
  if (source?.type !== "directory" && source?.type !== "file") {
    return refuse("grype-not-a-host", `This Grype report does not speak of a host; ${HOW}`);
  }
  const status = descriptor.db?.status;
  if (status?.valid === false || (status?.error ?? descriptor.db?.error ?? null) !== null) {
    const text = "Grype had no valid database, so this proves nothing; run grype db update and scan again.";
    return refuse("grype-database", text);
  }
  return null;
}

function narrowing({ descriptor: { configuration } }: Document): boolean {
  const wontfix = configuration?.["ignore-wontfix"];
  const all = configuration?.["only-fixed"] || configuration?.["only-notfixed"];
  return Boolean(all) || wontfix === true || (typeof wontfix === "string" && wontfix !== "");
}

function* exposuresOf(matches: readonly unknown[], tally: Tally): Generator<Exposure> {
  for (const one of eachEntry(matches, match, tally)) yield vulnerabilityOf(one);
}

function vulnerabilityOf({ vulnerability: known, relatedVulnerabilities, artifact }: Match) {
  const related = (relatedVulnerabilities ?? []).flatMap((one) => (one ? [one] : []));
  const id = commonId(
    known.id,
    related.map((one) => one.id),
  );
  const all = [known, ...related.filter((one) => commonId(one.id) === id)];
  const system = isSystemKind(artifact.type ?? "");
  const epss = known.epss?.[0]?.epss;
  return vulnerability({
    package: system
      ? artifact.name
      : (purlOf(artifact.purl)?.name ?? packageName(artifact.type ?? "", artifact.name)),
    id,
    severity: severityOf(all),
    title: known.description ?? related[0]?.description,
    installed: artifact.version,
    fixed: (known.fix?.versions ?? []).filter((version) => version !== null).join(", "),
    exploited: all.some(({ knownExploited }) => (knownExploited ?? []).length > 0),
    details: [
      ...detail("state of the fix", known.fix?.state),
      ...(id === known.id ? [] : detail("also known as", known.id)),
      ...detail("path", system ? null : artifact.locations?.[0]?.path),
      ...(typeof epss === "number" ? detail("EPSS", String(epss)) : []),
      ...detail("reference", known.dataSource),
    ],
  });
}

/** The first that is graded; else by the highest score; what nobody grades is not harmless. */
function severityOf(all: readonly Pick<Match["vulnerability"], "severity" | "cvss">[]): Severity {
  for (const { severity } of all) {
    const graded = knownSeverity(severity);
    if (graded) return graded;
  }
  const scores = all.flatMap(({ cvss }) => (cvss ?? []).map((one) => one?.metrics?.baseScore ?? 0));
  const highest = scores.reduce((most, score) => Math.max(most, score), 0);
  return (highest > 0 ? severityOfCvss(highest) : null) ?? "medium";
}

interface Circumstances {
  whole: boolean;
  narrowed: boolean;
  ignored: number;
}

function notesOf({ whole, narrowed, ignored }: Circumstances): Note[] {
  const notes: Note[] = [];
  if (!whole) {
    const text = "Grype found no operating system here, so this report closes nothing.";
    notes.push({ code: "no-system-packages", text });
  }
  if (narrowed) {
    const text =
      "Grype was told to leave out vulnerabilities by the state of their fix, so this report closes nothing.";
    notes.push({ code: "filtered", text });
  }
  if (ignored > 0) {
    const text = `Matches that Grype was told to ignore, and that are left out here: ${ignored}.`;
    notes.push({ code: "ignored-matches", text });
  }
  return notes;
}
