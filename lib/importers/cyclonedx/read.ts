/** CycloneDX: the vulnerabilities that a document names in the components of a host. */
import type { Exposure } from "@/lib/fortress/types";
import { hostNamed, oneReport, refuse } from "@/lib/importers/report";
import {
  eachEntry,
  hostOf,
  malformed,
  readDocument,
  skippedNotes,
  type Tally,
  worstOfEach,
} from "@/lib/importers/scanner";
import { isoTime } from "@/lib/importers/times";
import type { FileInput, HostClaim, ImportResult, Note } from "@/lib/importers/types";
import { type Inventory, inventoryOf } from "./components";
import { type Document, document, known } from "./schema";
import { exposuresOf, isExcluded } from "./vulnerabilities";

/** Tools that look for all vulnerabilities of what they list. A document by hand may name a single one. */
const SCANNERS = /\b(?:trivy|grype|osv-scanner|vuls|dependency-?track)\b/i;
/** Commands that look for vulnerabilities, so that a document without any is a clean one. */
const SCANNED = /(?:^|\/)(?:grype\s|trivy\s.*--(?:scanners|security-checks)[ =][a-z,]*vuln)/;

/**
 * Reads CycloneDX JSON 1.4 to 1.6.
 * Errors (returned): those of `readDocument`, `cyclonedx-malformed`, `cyclonedx-image`, `cyclonedx-inventory`.
 */
export function read(file: FileInput): ImportResult {
  const parsed = readDocument(file.bytes);
  if (!parsed.ok) return parsed;
  const built = document.safeParse(parsed.value);
  if (!built.success) return malformed("cyclonedx", built.error);
  const bom = built.data;
  const command = file.context?.command?.slice(0, 1_000) ?? "";
  const refusal = provesNothing(bom, SCANNED.test(command));
  if (refusal) return refusal;

  const tally: Tally = { skipped: 0 };
  const inventory = inventoryOf(bom.components, bom.metadata?.component ?? null, tally);
  const excluded = { count: 0 };
  const found = worstOfEach(vulnerabilitiesOf(bom, inventory, tally, excluded));
  const tool = (bom.metadata?.tools ?? []).find((one) => one?.name) ?? null;
  const scanner = SCANNERS.test(tool?.name ?? "") || SCANNED.test(command);
  const whole = inventory.system && scanner;
  const written = isoTime(bom.metadata?.timestamp);
  return oneReport(
    {
      format: "cyclonedx",
      source: "cyclonedx",
      tool: { name: tool?.name ?? "CycloneDX", version: tool?.version ?? null },
      host: claimOf(file, bom, inventory),
      run: {
        startedAt: null,
        endedAt: written?.at ?? file.context?.endedAt ?? null,
        zone: written?.zone ?? "stated",
      },
      scope: whole ? "full" : "partial",
      exposures: found,
      exposuresComplete: whole && tally.skipped === 0 ? ["vulnerability"] : [],
      notes: [
        ...(whole ? [] : [inventory.system ? NO_SCANNER : NO_SYSTEM]),
        ...excludedNotes(excluded.count),
        ...skippedNotes(tally),
      ],
    },
    file.bytes,
  );
}

function* vulnerabilitiesOf(
  { vulnerabilities }: Document,
  inventory: Inventory,
  tally: Tally,
  excluded: { count: number },
): Generator<Exposure> {
  for (const one of eachEntry(vulnerabilities, known, tally)) {
    if (isExcluded(one)) excluded.count += 1;
    else yield* exposuresOf(one, inventory, tally);
  }
}

function provesNothing({ metadata, vulnerabilities }: Document, scanned: boolean): ImportResult | null {
  if (metadata?.component?.type === "container") {
    const text = "This CycloneDX document speaks of a container image, not of a host; bring one of the host.";
    return refuse("cyclonedx-image", text);
  }
  // Trivy writes an empty list where it did not look for vulnerabilities at all.
  if ((vulnerabilities ?? []).length === 0 && !scanned) {
    const text =
      "This CycloneDX document lists components but no vulnerability, so it proves nothing; bring one of a scan for vulnerabilities, for example of trivy rootfs --format cyclonedx --scanners vuln /.";
    return refuse("cyclonedx-inventory", text);
  }
  return null;
}

/** Only a device is a host by its name; `operating-system` goes by the name of the distribution. */
function claimOf(file: FileInput, { metadata }: Document, { os }: Inventory): HostClaim {
  const about = metadata?.component;
  const name = about?.type === "device" && !about.name?.includes("/") ? about.name : null;
  const claim = hostOf(file, os?.name ?? null, os?.version ?? null);
  return file.context?.host ? claim : { ...claim, name: hostNamed(name).name };
}

const NO_SYSTEM: Note = {
  code: "no-system-packages",
  text: "This document lists no packages of an operating system, so it closes nothing.",
};
const NO_SCANNER: Note = {
  code: "no-scanner",
  text: "Nothing tells that a scanner wrote all vulnerabilities into this document, so it closes nothing.",
};

const excludedNotes = (count: number): Note[] =>
  count === 0
    ? []
    : [
        {
          code: "excluded-by-analysis",
          text: `Vulnerabilities that the document itself calls not affected, false positives or resolved: ${count}.`,
        },
      ];
