/** Packages that wait for an update or have a known vulnerability: one form, whichever tool saw them. */
import type { Detail, Exposure, Severity } from "@/lib/fortress/types";
import { LIMITS } from "./limits";
import { cleanText, cut } from "./read/clean";

export interface WaitingUpdate {
  /** Without architecture: `openssl`, not `openssl:amd64`. */
  name: string;
  installed?: string | null;
  candidate?: string | null;
  /** Where the update comes from, as the tool says: `bookworm-security`. */
  origin?: string | null;
  /** Whether it closes a vulnerability; null where the tool does not tell. */
  security: boolean | null;
  /** Where the tool grades it itself; else a security update is high, an unknown one medium, any other low. */
  severity?: Severity;
  details?: Detail[];
}

/** A waiting update: `package:<name>`, the same for every tool. */
export function waitingUpdate(update: WaitingUpdate): Exposure {
  const { name, installed, candidate, origin, security } = update;
  const usual: Severity = security === null ? "medium" : security ? "high" : "low";
  return {
    kind: "package",
    key: packageKey(name),
    tower: "patching",
    severity: update.severity ?? usual,
    title: `${security ? "Security update" : "Update"} of ${cut(name, 120)}`,
    details: [
      ...detail("installed", installed),
      ...detail("update", candidate),
      ...detail("from", origin),
      ...(update.details ?? []),
    ],
  };
}

export interface KnownVulnerability {
  /** Without architecture. */
  package: string;
  /** `CVE-2026-1234`, `GHSA-…`, `DSA-…`: the most common name where there are several. */
  id: string;
  severity: Severity;
  /** One sentence of the tool, if it has one. */
  title?: string | null;
  installed?: string | null;
  /** The version that closes it; null or empty: no fix is known. */
  fixed?: string | null;
  /** Known to be exploited in the wild. */
  exploited?: boolean;
  details?: Detail[];
}

/** A known vulnerability of an installed package: `vulnerability:<package> <id>`, the same for every tool. */
export function vulnerability(known: KnownVulnerability): Exposure {
  const { id, severity, title, installed, fixed, exploited = false } = known;
  const said = cleanText(title ?? "")
    .replaceAll("\n", " ")
    .trim();
  return {
    kind: "vulnerability",
    key: cut(`${packageKey(known.package)} ${id}`, LIMITS.exposureKeyCharacters),
    tower: "patching",
    severity,
    title: cut(
      said === "" ? `${id} in ${known.package}` : `${id} in ${known.package}: ${said}`,
      LIMITS.titleCharacters,
    ),
    details: [
      ...detail("installed", installed),
      ...detail("fixed in", fixed),
      ...(exploited ? [{ name: "exploited", text: "known to be exploited" }] : []),
      ...(known.details ?? []),
    ],
    exploitedWithFix: exploited && Boolean(fixed),
  };
}

const ARCHITECTURE =
  /(?!^):(?:any|all|native|amd64|i386|arm64|armhf|armel|ppc64el|s390x|riscv64|mips64el|mipsel|loong64)$/;

/** The name as a key: without Debian's architecture, without blanks, and without end. */
const packageKey = (name: string): string => cut(name.replace(ARCHITECTURE, "").replace(/\s+/g, "_"), 200);

/** One line of evidence, or none where there is nothing to say. */
export const detail = (name: string, text: string | null | undefined): Detail[] =>
  text === null || text === undefined || text.trim() === ""
    ? []
    : [{ name, text: cut(cleanText(text).trim()) }];
