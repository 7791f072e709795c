/** Changed, added and removed files: one form, and one judgement of what a path is worth, whichever tool saw it. */
import type { Detail, Exposure, Severity } from "@/lib/fortress/types";
import { LIMITS } from "./limits";
import { cut } from "./read/clean";

/** Programs, libraries, kernels and what starts them: a change means that other code runs. */
const BINARY =
  /^(?:\/usr)?\/(?:s?bin|lib(?:32|64|x32|exec)?)\/|^\/boot\/|^\/usr\/local\/(?:s?bin|lib)\/|^\/opt\/(?:[^/]+\/)*(?:s?bin|lib)\//;
/** Who may sign in and who may become root. */
const AUTHENTICATION =
  /^\/etc\/(?:passwd|shadow|group|gshadow|sudoers|subuid|subgid|login\.defs|securetty|nsswitch\.conf|pam\.conf|doas\.conf|krb5\.[^/]+|sssd|security|pam\.d|sudoers\.d|ssh|polkit-1|ld\.so\.[^/]+)(?:[-/]|$)|(?:^|\/)\.ssh\/authorized_keys/;
const CONFIGURATION = /^\/etc(?:\/|$)/;

export type FileClass = "binary" | "authentication" | "configuration" | "other";

/** Classes of `scoring.md`: boot, binary, library; authentication and sudo configuration; other /etc; the rest. */
export function classOfPath(path: string): FileClass {
  if (BINARY.test(path)) return "binary";
  if (AUTHENTICATION.test(path)) return "authentication";
  return CONFIGURATION.test(path) ? "configuration" : "other";
}

const SEVERITY: Record<FileClass, Severity> = {
  binary: "critical",
  authentication: "high",
  configuration: "medium",
  other: "low",
};

export type FileChange = "added" | "removed" | "changed";

/**
 * A file that is not what it was: `file:<path>`, the same for every tool. A change of a system binary holds the tower; an
 * added or a removed one does not, and a changed attribute alone does not either.
 * @param contentChanged whether the content differs, not just owner, mode or time; null where the tool does not tell
 * @param changedAt RFC 3339: its change time (ctime), where the tool tells it
 */
export function fileExposure(
  path: string,
  change: FileChange,
  {
    contentChanged = null,
    details = [],
    changedAt,
  }: { contentChanged?: boolean | null; details?: Detail[]; changedAt?: string } = {},
): Exposure {
  const kind = classOfPath(path);
  return {
    kind: "file",
    key: cut(path, LIMITS.exposureKeyCharacters),
    tower: "integrity",
    severity: SEVERITY[kind],
    title: cut(`${WORDS[change]}: ${path}`, LIMITS.titleCharacters),
    details: [{ name: "change", text: change }, ...details],
    systemBinary: kind === "binary" && change === "changed" && contentChanged !== false,
    ...(changedAt && { changedAt }),
  };
}

const WORDS: Record<FileChange, string> = { added: "Added", removed: "Removed", changed: "Changed" };

/** Malware or a rootkit: `malware:<signature> <path>`. */
export function malwareExposure(
  signature: string,
  path: string | null,
  { severity = "critical", details = [] }: { severity?: Severity; details?: Detail[] } = {},
): Exposure {
  return {
    kind: "malware",
    key: cut(path === null ? signature : `${signature} ${path}`, LIMITS.exposureKeyCharacters),
    tower: "integrity",
    severity,
    title: cut(path === null ? signature : `${signature} in ${path}`, LIMITS.titleCharacters),
    details,
  };
}
