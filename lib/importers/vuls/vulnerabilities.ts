/** One vulnerability of Vuls and all that it is in: packages, libraries, plugins, products. */
import type { Exposure, Severity } from "@/lib/fortress/types";
import { knownSeverity, oneLine } from "@/lib/importers/scanner";
import { commonId, packageName } from "@/lib/importers/scanner-names";
import { severityOfCvss } from "@/lib/importers/severity";
import { detail, vulnerability } from "@/lib/importers/updates";
import type { Content, Installed, Known } from "./schema";

/** What a vulnerability is in, one of each. */
interface Place {
  package: string;
  installed?: string | null;
  fixed?: string | null;
  state?: string | null;
  path?: string | null;
}

/** @param key the name of the entry in `scannedCves` */
export function* exposuresOf(
  key: string,
  known: Known,
  packages: ReadonlyMap<string, Installed>,
  family: string | null,
): Generator<Exposure> {
  const contents = contentsOf(known, family);
  const severity = severityOf(contents, known);
  const title = contents.map((one) => one.title ?? one.summary).find((text) => text !== null);
  const exploited = (known.kevs ?? []).length > 0 || (known.alertDict?.cisa ?? []).length > 0;
  const id = commonId(known.cveID ?? (oneLine(key) || "unknown"));
  const reference = contents.map((one) => one.sourceLink).find((link) => link !== null);
  for (const place of placesOf(known, packages)) {
    yield vulnerability({
      package: place.package,
      id,
      severity,
      title,
      installed: place.installed,
      fixed: place.fixed,
      exploited,
      details: [
        ...detail("state of the fix", place.state),
        ...detail("path", place.path),
        ...detail("reference", reference),
      ],
    });
  }
}

function* placesOf(known: Known, packages: ReadonlyMap<string, Installed>): Generator<Place> {
  let none = true;
  for (const { name, notFixedYet, fixState, fixedIn } of known.affectedPackages ?? []) {
    none = false;
    const one = packages.get(name);
    const fixed = notFixedYet ? null : (fixedIn ?? versionOf(one?.newVersion, one?.newRelease));
    const state = fixState ?? (notFixedYet ? "not fixed yet" : null);
    yield { package: name, installed: versionOf(one?.version, one?.release), fixed, state };
  }
  for (const { key, name, fixedIn, path } of known.libraryFixedIns ?? []) {
    none = false;
    yield { package: packageName(key ?? "", name), fixed: fixedIn, path };
  }
  for (const { name, fixedIn } of known.wpPackageFixStats ?? []) {
    none = false;
    yield { package: packageName("wordpress", name), fixed: fixedIn };
  }
  for (const uri of known.cpeURIs ?? []) {
    if (uri === null) continue;
    none = false;
    yield { package: productOf(uri) };
  }
  if (none) yield { package: "unknown" };
}

const versionOf = (version: string | null | undefined, release: string | null | undefined): string | null =>
  version ? [version, release].filter(Boolean).join("-") : null;

/** `cpe:/a:nginx:nginx:1.24.0` and `cpe:2.3:a:nginx:nginx:1.24.0:*` to `cpe/nginx/nginx`. */
function productOf(uri: string): string {
  const [, vendor = "", product = ""] = /^cpe:(?:2\.3:|\/)[aoh]:([^:]+):([^:]+)/.exec(uri) ?? [];
  return product === "" ? packageName("cpe", uri) : packageName("cpe", `${vendor}/${product}`);
}

/** The distribution first: it knows how its own build is affected; then the national database, then any other. */
function contentsOf({ cveContents }: Known, family: string | null): Content[] {
  const rank = (source: string): number =>
    family !== null && (source === family || source === `${family}_api`) ? 0 : source === "nvd" ? 1 : 2;
  return Object.entries(cveContents ?? {})
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([, contents]) => contents);
}

function severityOf(contents: readonly Content[], { distroAdvisories }: Known): Severity {
  for (const one of contents) {
    const graded =
      knownSeverity(one.cvss40Severity) ??
      knownSeverity(one.cvss3Severity) ??
      scored(one.cvss40Score) ??
      scored(one.cvss3Score) ??
      knownSeverity(one.cvss2Severity) ??
      scored(one.cvss2Score);
    if (graded) return graded;
  }
  for (const advisory of distroAdvisories ?? []) {
    const graded = knownSeverity(advisory?.severity);
    if (graded) return graded;
  }
  return "medium";
}

/** Vuls writes 0 where there is no score. */
const scored = (score: number | null | undefined): Severity | null => (score ? severityOfCvss(score) : null);
