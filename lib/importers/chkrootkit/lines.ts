/**
 * Output of chkrootkit to parts: what was looked for, and everything said of it. Grammar: the shell script chkrootkit
 * 0.53 to 0.59 and its rewording in Debian, where a warning follows the line it belongs to after a blank line.
 */
import { eachLine } from "@/lib/importers/read/text";
import type { Refusal } from "@/lib/importers/types";

export interface Part {
  /** `command`: Checking `x'…; `search`: Searching for x…; `loose`: a warning that stands alone, as in the quiet form. */
  kind: "command" | "search" | "loose";
  name: string;
  /** What is said behind the dots and on the lines that follow, without blank ones. */
  lines: string[];
}

const CHECKING = /^Checking [`']([\w.-]{1,40})'\.\.\.\s*(.*)$/;
const SEARCHING = /^Searching for ((?:for )?[^\n]{1,160}?)\s?\.{2,3}(?:\s+(.*))?$/;
/** Starts of lines that begin something new in the quiet form. */
const LOOSE =
  /^(?:WARNING: |INFECTED|Warning: |Possible |You have {1,20}\d|chk(?:proc|dirs): |[\w.@-]{1,32}: (?:PACKET SNIFFER|PROMISC)|Suspect directory )/;

const MOST_PARTS = 5_000;
const MOST_LINES = 1_000;

/** Errors (returned): those of `eachLine`. */
export function partsOf(
  text: string,
): { parts: Part[]; root: string | null; noRoot: boolean } | { refusal: Refusal } {
  const parts: Part[] = [];
  let root: string | null = null;
  let noRoot = false;
  let part: Part | null = null;
  const begin = (kind: Part["kind"], name: string, first: string): void => {
    part = { kind, name, lines: first ? [first] : [] };
    if (parts.length < MOST_PARTS) parts.push(part);
  };
  const refusal = eachLine(text, (line) => {
    const said = line.trim();
    if (said === "") return null;
    const rootdir = /^ROOTDIR is [`'](.{1,300})'$/.exec(said)?.[1];
    if (rootdir) {
      root = rootdir;
      return null;
    }
    if (said.includes("chkrootkit needs root privileges")) {
      noRoot = true;
      return null;
    }
    const [, command, result = ""] = CHECKING.exec(said) ?? [];
    if (command) {
      begin("command", command, result.trim());
      return null;
    }
    const [, wanted, found = ""] = SEARCHING.exec(said) ?? [];
    if (wanted) begin("search", wanted.replace(/,? it may take a while$/, ""), found.trim());
    else if (!part || (part.kind === "loose" && LOOSE.test(said) && !continues(part, said)))
      begin("loose", "", said);
    else if (root === null && stands(part, said)) begin("loose", "", said);
    else if (part.lines.length < MOST_LINES) part.lines.push(said);
    return null;
  });
  return refusal ? { refusal } : { parts, root, noRoot };
}

/** In the quiet form a warning, or a path below an infected command, has no heading of its own. */
const stands = (part: Part, said: string): boolean =>
  part.kind === "command" && said.startsWith("/") ? true : LOOSE.test(said) && !continues(part, said);

/** Lines that speak on of what the part began: interfaces below `Output from ifpromisc`, processes below each other. */
const continues = ({ lines }: Part, said: string): boolean =>
  (/ifpromisc/.test(lines[0] ?? "") && /: (?:PACKET SNIFFER|PROMISC|not promisc)/.test(said)) ||
  (/process hidden/.test(lines[0] ?? "") && /process hidden|^chkproc: /.test(said));
