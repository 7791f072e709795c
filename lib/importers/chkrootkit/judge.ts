/** What the parts of chkrootkit's output mean: which check they belong to, and whether they are hits. */
import type { Part } from "./lines";

export interface Judgement {
  check: string;
  /** `absent`: the thing that would be looked at is not on this host. */
  outcome: "clean" | "hit" | "untested" | "absent";
  /** What it is: the name of the test and everything said. */
  test: string;
  said: string[];
  /** Names of rootkits and infected commands. */
  malware: string | null;
}

/** Tools that are no command of the system, by the check they belong to; worms are rootkits. */
const TOOLS: ReadonlyMap<string, string> = new Map([
  ["aliens", "known-suspects"],
  ["asp", "rootkits"],
  ["bindshell", "bindshell"],
  ["lkm", "lkm"],
  ["sniffer", "sniffer"],
  ["w55808", "rootkits"],
  ["scalper", "rootkits"],
  ["slapper", "rootkits"],
  ["wted", "login-records"],
  ["z2", "login-records"],
  ["chkutmp", "login-records"],
  // Of macOS.
  ["OSX_RSPLUG", ""],
]);

const SEARCHES: readonly (readonly [RegExp, string])[] = [
  [/^sniffer's logs/, "sniffer-logs"],
  [/^suspicious files and dirs/, "suspicious-files"],
  [/^(?:suspicious files in \/dev|known suspicious )/, "known-suspects"],
  [/^suspect PHP files/, "php-files"],
  [/shell history files/, "shell-history"],
  [/^for hidden (?:processes|directories) /, "lkm"],
];

const CLEAN =
  /^(?:not infected|nothing (?:found|detected|deleted)|no suspect files|chk\w{1,12}: nothing (?:detected|deleted)|check_wtmpx: nothing deleted.*|\S{1,32}: not promisc.*)$/;
const ABSENT = /^not found$/;
const UNTESTED = /^(?:chk\w{1,12}: )?not tested\b|can't exec|^unable to open lastlog-file/i;
/** What accompanies a test and is no result of it. */
const NOISE =
  /^(?:(?:started|finished)$|Warning: \/boot\/System\.map|ERROR: Obsolete |\*{5,}|-\w[ ,]|WARNING$)/;
const NAMED =
  /(?:Possible |Warning: |WARNING: |^)(?:Malicious )?((?:Adore|Sebek|Knark) LKM|[^:]{1,120}?)(?: \(\S{1,80}\))? (?:installed|INSTALLED)\b/;

/** @returns null for a part that says nothing about this host */
export function judge(part: Part): Judgement | null {
  const check = checkOf(part);
  const given = part.lines.filter((line) => !NOISE.test(line));
  const lines = check === "suspicious-files" ? given.flatMap(pathsOf) : given;
  if (check === "") return null;
  const test = part.kind === "loose" ? check : part.name;
  const base = { check, test, said: lines, malware: null };
  const telling = lines.filter((line) => !CLEAN.test(line) && !ABSENT.test(line));
  const untested = telling.filter((line) => UNTESTED.test(line));
  if (telling.length > untested.length) {
    const said = telling.filter((line) => !UNTESTED.test(line));
    return { ...base, said, outcome: "hit", malware: malwareOf(part, check, said) };
  }
  if (untested.length > 0) return { ...base, outcome: "untested" };
  // The heading of a warning whose text is cut off.
  if (lines.length === 0)
    return part.lines.includes("WARNING") ? { ...base, outcome: "hit", said: part.lines } : null;
  // Of a command: it is not there. Of a rootkit: it was looked for.
  const absent = check === "commands" && lines.every((line) => ABSENT.test(line));
  return { ...base, outcome: absent ? "absent" : "clean" };
}

/** One or several paths on a line, and the heading above them, which is none. */
const pathsOf = (line: string): string[] =>
  line.includes("suspicious files and directories were found") ? [] : line.split(/ (?=\/)/, 500);

function checkOf({ kind, name, lines }: Part): string {
  if (kind === "command") return TOOLS.get(name) ?? "commands";
  if (kind === "search") return SEARCHES.find(([pattern]) => pattern.test(name))?.[1] ?? "rootkits";
  const [first = ""] = lines;
  if (first.startsWith("/") || first.includes("suspicious files and directories")) return "suspicious-files";
  if (/ifpromisc|PACKET SNIFFER|PROMISC/.test(first)) return "sniffer";
  if (/chk(?:proc|dirs)|process hidden/.test(first)) return "lkm";
  if (/INFECTED PORTS|bindshell/.test(first)) return "bindshell";
  if (/chk(?:wtmp|lastlog|utmp)|deletion\(s\) between/.test(first)) return "login-records";
  if (/history/.test(first)) return "shell-history";
  if (/INFECTED|[Ii]nstalled|INSTALLED|Possible /.test(first)) return "rootkits";
  return "known-suspects";
}

function malwareOf(part: Part, check: string, said: readonly string[]): string | null {
  if (check === "commands") return `Infected command ${part.name}`;
  if (check === "lkm") {
    return (
      said.map((line) => /\b((?:Adore|Sebek|Knark) LKM) installed/.exec(line)?.[1]).find(Boolean) ?? null
    );
  }
  if (check !== "rootkits") return null;
  const named = said.map((line) =>
    NAMED.exec(line)?.[1]
      ?.replace(/^Possible /, "")
      .replace(/^Malicious /, ""),
  );
  const whole = (named.find(Boolean) ?? "").replaceAll("\\", "").trim();
  const name = part.kind === "search" ? part.name : part.kind === "command" ? part.name : "";
  const [first = ""] = said;
  return whole || name || first.replace(/^(?:WARNING|Warning|INFECTED): /, "").slice(0, 200);
}
