/** Tells chkrootkit's two forms, the normal and the quiet one. */
import type { Hint } from "@/lib/importers/types";

const NORMAL = /^ROOTDIR is [`'][^'\n]{1,300}'/m;
const TEST =
  /^Checking `[\w.-]{1,30}'\.\.\. {1,60}(?:not |nothing |no |INFECTED|infected|WARNING|started|chk|lo:)/m;
const QUIET =
  /^(?:WARNING: The following suspicious files and directories were found:|Checking `[\w.-]{1,30}'\.\.\. INFECTED|INFECTED PORTS: |INFECTED: Possible |(?:Warning|WARNING): Possible [^\n]{1,120} installed|WARNING: Output from ifpromisc:|WARNING: output from chk(?:wtmp|lastlog):|WARNING: Potential bindshell installed|WARNING: chk(?:proc|dirs): Possible LKM |chk(?:proc|dirs): Warning: Possible LKM |You have {1,20}\d{1,9} process hidden for )/m;
const NO_ROOT = /^\S{0,200}chkrootkit needs root privileges/m;

/** `chkrootkit -q`, with whatever else. */
export function isQuiet(command: string): boolean {
  const words = command.split(/\s+/, 50);
  const at = words.findIndex((word) => word === "chkrootkit" || word.endsWith("/chkrootkit"));
  return at !== -1 && words.slice(at + 1).includes("-q");
}

/** See `Importer.sniff`. */
export function sniff(head: string, hint: Hint): "yes" | "no" {
  if (NORMAL.test(head) && (head.includes("Checking `") || head.trim().split("\n", 4).length < 4))
    return "yes";
  if (TEST.test(head) || QUIET.test(head) || NO_ROOT.test(head)) return "yes";
  return head.trim() === "" && isQuiet(hint.command) ? "yes" : "no";
}
