/** One vulnerability of a document and every component that it affects. */
import { type Exposure, SEVERITIES, type Severity } from "@/lib/fortress/types";
import { knownSeverity, type Tally } from "@/lib/importers/scanner";
import { commonId } from "@/lib/importers/scanner-names";
import { severityOfCvss } from "@/lib/importers/severity";
import { detail, vulnerability } from "@/lib/importers/updates";
import { type Inventory, packageAt } from "./components";
import type { Known } from "./schema";

const EXCLUDED = new Set(["not_affected", "false_positive", "resolved", "resolved_with_pedigree"]);

/** Whether whoever wrote the document has decided that it does not apply. */
export const isExcluded = ({ analysis }: Known): boolean => EXCLUDED.has(analysis?.state ?? "");

export function* exposuresOf(known: Known, inventory: Inventory, tally: Tally): Generator<Exposure> {
  const id = commonId(
    known.id,
    (known.references ?? []).flatMap((one) => one?.id ?? []),
  );
  const severity = severityOf(known);
  for (const { ref, versions } of known.affects) {
    const place = packageAt(ref, inventory);
    if (!place) {
      tally.skipped += 1;
      continue;
    }
    const listed = (versions ?? []).flatMap((one) => one ?? []);
    const affected = listed.filter(({ status }) => status !== "unaffected");
    if (listed.length > 0 && affected.length === 0) continue;
    yield vulnerability({
      package: place.package,
      id,
      severity,
      title: known.description,
      installed: place.version ?? affected[0]?.version,
      fixed: fixedIn(known.recommendation, place.package) ?? firstOf(listed, "unaffected"),
      details: [
        ...(id === known.id ? [] : detail("also known as", known.id)),
        ...detail("recommendation", known.recommendation),
        ...detail("state of the analysis", known.analysis?.state),
        ...detail("reference", known.source?.url ?? (known.advisories ?? []).find((one) => one?.url)?.url),
      ],
    });
  }
}

const firstOf = (
  versions: readonly { version: string | null; status: string | null }[],
  status: string,
): string | null => versions.find((one) => one.status === status)?.version ?? null;

/** Trivy writes `Upgrade openssl to version 3.0.14-1; Upgrade libssl3 to version 3.0.14-1`. */
function fixedIn(recommendation: string | null, name: string): string | null {
  const bare = name.slice(name.lastIndexOf("/") + 1);
  for (const sentence of (recommendation ?? "").split(";", 1_000)) {
    const [, what, version] = /^ ?Upgrade (\S+) to version (\S.*)$/.exec(sentence) ?? [];
    if (what && version && (what === bare || what.endsWith(`/${bare}`) || what.endsWith(`:${bare}`)))
      return version;
  }
  return null;
}

/** The worst of all ratings: a document does not say whose word counts. */
function severityOf({ ratings }: Known): Severity {
  let worst: Severity | null = null;
  for (const rating of ratings ?? []) {
    const score = /^CVSS/.test(rating?.method ?? "") && rating?.score ? severityOfCvss(rating.score) : null;
    const word = rating?.severity === "none" ? null : knownSeverity(rating?.severity);
    const one = word ?? score;
    if (one && (worst === null || SEVERITIES.indexOf(one) < SEVERITIES.indexOf(worst))) worst = one;
  }
  return worst ?? "medium";
}
