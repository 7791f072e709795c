/** Tells the simulation of an upgrade by `apt-get -s` from all else. */
import { firstLines } from "../lines";
import type { Hint } from "../types";

const STEP = /^(?:Inst|Conf|Remv|Purg) [a-z0-9][a-z0-9+.:-]* [[(]/;
const OPENING = /^Reading package lists\.\.\./;
const SUMMARY = /^\d+ upgraded, \d+ newly installed, |^ {2}Upgrading: \d+, Installing: \d+, /;
const ANY = /^[^\S\n]*(?:Inst|Conf|Remv|Purg|Reading package lists)/m;
/** The command of the collector. */
const COMMAND =
  /\bapt(?:-get)?\b.* (?:-s|--simulate|--dry-run|--just-print|--no-act)\b.*upgrade\b|\bapt(?:-get)?\b.*upgrade\b.* (?:-s|--simulate|--dry-run)\b/;

/** See `Importer.sniff`. */
export function sniff(head: string, { command }: Hint): "yes" | "no" {
  // One look at the whole head spares most files the way line by line.
  if (!ANY.test(head) && !COMMAND.test(command)) return "no";
  const lines = firstLines(head, 2000);
  if (lines.some((line) => STEP.test(line))) return "yes";
  const asked = COMMAND.test(command);
  if (asked && lines.length > 0) return "yes";
  const opened = lines.some((line) => OPENING.test(line));
  return opened && lines.some((line) => SUMMARY.test(line)) ? "yes" : "no";
}
