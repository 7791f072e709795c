/** Tells the output of clamscan and clamdscan from the logs of freshclam and clamd. */
import type { Hint, Refusal } from "@/lib/importers/types";

const SUMMARY = /^----------- SCAN SUMMARY -----------\r?$/m;
/** A name such as `Win.Test.EICAR_HDB-1`: with a dot, without blanks, perhaps with hash and size. */
const SIGNATURE = /^(?=[\w+/-]{0,100}\.)[\w.+/-]{3,300}(?:\([0-9a-f]{32,64}:\d{1,15}\))?$/;
const QUIET_LINE = /^[^\n]{1,4096}: (?:OK|Empty file|Excluded|Symbolic link)$/;
const FAILED = /^(?:LibClamAV Error: |ERROR: Could(?: not|n't) connect to clamd|ERROR: Could not lookup )/m;
const COMMAND = /(?:^|[\s/])clamd?scan(?:\s|$)/;
const DATED = /^\w{3} \w{3} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4} -> /m;

/** See `Importer.sniff`. Refusals: `clamscan-freshclam`, `clamscan-clamd-log`. */
export function sniff(head: string, hint: Hint): "yes" | "no" | Refusal {
  if (SUMMARY.test(head)) return "yes";
  const update =
    /ClamAV update process started at |^(?:daily|main|bytecode)\.c[lv]d (?:database is up-to-date|updated) /m;
  if (update.test(head.replace(/^.{24} -> /gm, ""))) return FRESHCLAM;
  if (DATED.test(head)) return /SelfCheck: |clamd daemon |FOUND|clamd/.test(head) ? DAEMON : "no";
  if (FAILED.test(head) || (head.includes(" FOUND") && head.split("\n").some(isHit))) return "yes";
  const lines = head.split("\n", 12).map((line) => line.trimEnd());
  const listed =
    lines.filter((line) => line !== "").every((line) => QUIET_LINE.test(line)) && lines.length > 10;
  // A long list of clean files hides the summary behind the head; a short one could be that of sha256sum.
  if (listed && (head.length > 60_000 || COMMAND.test(hint.command))) return "yes";
  return COMMAND.test(hint.command) && head.trim() !== "" ? "yes" : "no";
}

function isHit(line: string): boolean {
  const said = line.trimEnd();
  const at = said.lastIndexOf(": ");
  return at > 0 && said.endsWith(" FOUND") && SIGNATURE.test(said.slice(at + 2, -6));
}

const FRESHCLAM: Refusal = {
  code: "clamscan-freshclam",
  text: "This is the log of freshclam, which loads signatures and scans nothing; bring the output of clamscan.",
};

const DAEMON: Refusal = {
  code: "clamscan-clamd-log",
  text: "This is the log of the daemon clamd, which does not say what was scanned; bring the output of clamscan or clamdscan.",
};
