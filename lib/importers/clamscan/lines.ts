/** Output of clamscan and clamdscan to scans. Grammar: clamscan/manager.c and clamscan.c, clamdscan/client.c, common/actions.c. */
import { LIMITS } from "@/lib/importers/limits";
import { eachLine } from "@/lib/importers/read/text";
import type { Refusal } from "@/lib/importers/types";

export interface Hit {
  path: string;
  /** Without `.UNOFFICIAL`. */
  signature: string;
  /** Of a signature that is not ClamAV's own. */
  local: boolean;
  /** `Removed.`, `moved to '…'` */
  action: string | null;
}

export interface Scan {
  hits: Hit[];
  /** Figures and texts of the summary by their names; empty where there is none. */
  summary: Map<string, string>;
  /** The last lines of the summary have come: what follows is another scan. */
  ended: boolean;
  /** Files that could not be read. */
  errors: number;
  denied: boolean;
  /** What says that signatures or engine are old. */
  old: string[];
  noDatabase: boolean;
  noDaemon: boolean;
  listed: number;
}

const SUMMARY = "----------- SCAN SUMMARY -----------";
const FIELD = /^([A-Z][A-Za-z ]{2,30}): +(.{1,200})$/;
const OLD = /virus database is older than|installation is OUTDATED|ClamAV engine is outdated/i;
const NO_DATABASE =
  /No supported database files found|cl_load\b.{0,80}(?:No such file|No supported)|Can't (?:get|open) .{0,60}database/i;
const NO_DAEMON = /Could(?: not|n't) connect to clamd|Could not lookup /;
const ACTION = /^(.{1,4096}): (Removed\.|(?:moved|copied) to '.{1,4096}')$/;
const LAST = /^(?:Time|Start Date|End Date)$/;

/** Errors (returned): those of `eachLine`. */
export function scansOf(text: string): { scans: Scan[] } | { refusal: Refusal } {
  const scans: Scan[] = [];
  let scan = newScan();
  let inSummary = false;
  const refusal = eachLine(text, (line) => {
    const said = line.trimEnd();
    if (said === SUMMARY) {
      if (scan.summary.size > 0) scan = next(scans, scan);
      inSummary = true;
      return null;
    }
    const [, field, value] = inSummary ? (FIELD.exec(said) ?? []) : [];
    if (field && value) {
      if (scan.summary.size < 50) scan.summary.set(field, value.trim());
      if (LAST.test(field)) scan.ended = true;
      return null;
    }
    if (said.trim() === "" || /^-{20,}$/.test(said)) return null;
    if (inSummary && scan.ended) {
      scan = next(scans, scan);
      inSummary = false;
    }
    note(scan, said);
    return null;
  });
  if (refusal) return { refusal };
  next(scans, scan);
  return { scans };
}

function next(scans: Scan[], scan: Scan): Scan {
  const holds = scan.summary.size + scan.hits.length + scan.listed > 0 || scan.noDatabase || scan.noDaemon;
  if (holds && scans.length < LIMITS.reportsPerFile) scans.push(scan);
  return newScan();
}

const newScan = (): Scan => ({
  hits: [],
  summary: new Map(),
  ended: false,
  errors: 0,
  denied: false,
  old: [],
  noDatabase: false,
  noDaemon: false,
  listed: 0,
});

function note(scan: Scan, said: string): void {
  if (said.endsWith(" FOUND")) {
    const hit = hitOf(said.slice(0, -6));
    if (hit && scan.hits.length <= LIMITS.exposures) scan.hits.push(hit);
    return;
  }
  if (/: (?:OK|Empty file|Excluded|Symbolic link)$/.test(said)) {
    scan.listed += 1;
    return;
  }
  if (OLD.test(said) && scan.old.length < 20)
    scan.old.push(said.replace(/^LibClamAV Warning: |\*{3,}/g, "").trim());
  if (NO_DATABASE.test(said)) scan.noDatabase = true;
  if (NO_DAEMON.test(said)) scan.noDaemon = true;
  if (said.endsWith(" ERROR") || said.startsWith("ERROR: ") || said.startsWith("WARNING: Can't "))
    scan.errors += 1;
  if (/(?:permission|access) denied/i.test(said)) scan.denied = true;
  const [, path, action] = ACTION.exec(said) ?? [];
  const hit = path ? scan.hits.at(-1) : undefined;
  if (hit && action && hit.path === path) hit.action = action;
}

function hitOf(said: string): Hit | null {
  const at = said.lastIndexOf(": ");
  if (at < 1) return null;
  const name = said
    .slice(at + 2)
    .replace(/\([0-9a-f]{32,64}:\d{1,15}\)$/, "")
    .trim();
  if (name === "") return null;
  const local = name.endsWith(".UNOFFICIAL");
  return { path: said.slice(0, at), signature: local ? name.slice(0, -11) : name, local, action: null };
}
