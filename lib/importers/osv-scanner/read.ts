/** A report of OSV-Scanner: known vulnerabilities of the packages that it was shown. */
import type { Exposure } from "@/lib/fortress/types";
import { oneReport, refuse } from "@/lib/importers/report";
import {
  entriesOf,
  hostOf,
  malformed,
  readDocument,
  skippedNotes,
  type Tally,
  worstOfEach,
} from "@/lib/importers/scanner";
import { isSystemKind } from "@/lib/importers/scanner-names";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { exposuresOf } from "./groups";
import { document, result, type Scanned, scanned } from "./schema";

const HOW =
  "run it on the host with --lockfile=dpkg-status:/var/lib/dpkg/status --format=json and bring that file.";

/** With these it was shown the packages of the operating system, also where none of them is named. */
const SHOWN_SYSTEM = /\b(?:dpkg-status|apk-installed):|\bos\/(?:dpkg|rpm|apk)\b/;

/**
 * Reads the JSON of OSV-Scanner, which has neither host nor time.
 * Errors (returned): those of `readDocument`, `osv-scanner-malformed`, `osv-scanner-image`, `osv-scanner-failed`.
 */
export function read(file: FileInput): ImportResult {
  const parsed = readDocument(file.bytes);
  if (!parsed.ok) return parsed;
  const built = document.safeParse(parsed.value);
  if (!built.success) return malformed("osv-scanner", built.error);
  if (built.data.image_metadata) {
    return refuse(
      "osv-scanner-image",
      `This OSV-Scanner report speaks of a container image, not of a host; ${HOW}`,
    );
  }
  // 1 to 126 speak of what was found, 127 of an error, 128 of nothing to scan, all others of errors.
  if ((file.context?.exitCode ?? 0) >= 127) {
    return refuse("osv-scanner-failed", `OSV-Scanner found nothing to scan or broke off; ${HOW}`);
  }

  const tally: Tally = { skipped: 0 };
  const results = entriesOf(built.data.results, result, tally);
  const packages = results.flatMap((one) =>
    entriesOf(one.packages, scanned, tally).map((each) => ({ each, path: one.source?.path ?? null })),
  );
  const whole =
    packages.some(({ each }) => isSystemKind(each.package.ecosystem ?? "")) ||
    SHOWN_SYSTEM.test(file.context?.command ?? "");
  const found = worstOfEach(vulnerabilitiesOf(packages, tally));
  return oneReport(
    {
      format: "osv-scanner",
      source: "osv-scanner",
      tool: { name: "OSV-Scanner", version: null },
      host: hostOf(file, null, null),
      run: { startedAt: null, endedAt: file.context?.endedAt ?? null, zone: "stated" },
      scope: whole ? "full" : "partial",
      exposures: found,
      exposuresComplete: whole && tally.skipped === 0 ? ["vulnerability"] : [],
      notes: [...(whole ? [] : [NO_SYSTEM]), ...skippedNotes(tally)],
    },
    file.bytes,
  );
}

function* vulnerabilitiesOf(
  packages: readonly { each: Scanned; path: string | null }[],
  tally: Tally,
): Generator<Exposure> {
  for (const { each, path } of packages) yield* exposuresOf(each, path, tally);
}

const NO_SYSTEM: Note = {
  code: "no-system-packages",
  text: "Nothing here tells that the packages of the operating system were looked at, so this report closes nothing.",
};
