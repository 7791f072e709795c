/** Packages for which an update that closes a vulnerability is waiting. */
import type { Exposure, ExposureKind } from "@/lib/fortress/types";
import { LIMITS } from "@/lib/importers/limits";
import { cut } from "@/lib/importers/read/clean";
import { PACKAGE_AUDITS } from "./facts";
import { firstOf, type Records, valuesOf } from "./grammar";
import type { Run } from "./run";

const KEY = "vulnerable_package";
const CVES = "cve=";

/** One exposure per package, from `name` or, of arch-audit, `name|cve=CVE-…,CVE-…|`. Lynis gives no severity: medium. */
export function readExposures(records: Records): Exposure[] {
  const exposures = new Map<string, Exposure>();
  for (const written of valuesOf(records, KEY)) {
    const bar = written.indexOf("|");
    const name = cut(bar === -1 ? written : written.slice(0, bar).trim(), LIMITS.exposureKeyCharacters);
    if (name === "") continue;
    const exposure = exposures.get(name) ?? waitingUpdate(name);
    exposures.set(name, exposure);
    const cves = bar === -1 ? "" : (written.slice(bar + 1).split("|", 1)[0] ?? "");
    if (cves.startsWith(CVES)) addCves(exposure, cves.slice(CVES.length));
  }
  return [...exposures.values()];
}

const waitingUpdate = (name: string): Exposure => ({
  kind: "package",
  key: name,
  tower: "patching",
  severity: "medium",
  title: `Security update of ${name}`,
});

function addCves(exposure: Exposure, list: string): void {
  const before = exposure.details?.[0]?.text;
  const text = (before ? `${before},${list}` : list).split(",").filter((cve) => cve !== "");
  exposure.details = [{ name: "cve", text: cut([...new Set(text)].join(",")) }];
}

/**
 * Packages are listed exhaustively where a test that lists them ran to the end. On Ubuntu, apt-check can count updates
 * that the list then does not name.
 */
export function exhaustiveExposures(records: Records, run: Run): ExposureKind[] {
  if (!PACKAGE_AUDITS.some((id) => run.executed.has(id))) return [];
  const counted = firstOf(records, "vulnerable_packages_found") === "1";
  const listed = firstOf(records, KEY) !== null;
  return counted && !listed ? [] : ["package"];
}
