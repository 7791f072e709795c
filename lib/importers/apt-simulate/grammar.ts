/** The lines of `apt-get -s upgrade`. Source of the grammar: apt, apt-pkg/algorithms.cc and apt-private/private-output.cc. */

export interface Step {
  verb: "Inst" | "Conf" | "Remv" | "Purg";
  name: string;
  /** Null for a package that is not there yet. */
  installed: string | null;
  candidate: string | null;
  /** `Debian:12.9/stable, Debian-Security:12/stable-security`, as far as apt knows. */
  origins: string;
}

const STEP =
  /^(Inst|Conf|Remv|Purg) ([A-Za-z0-9]\S*)(?: \[([^\]]*)\])?(?: \(([^\s)]+) ?([^[\]]*?) ?\[[^\]]*\]\))?/;

/** `Inst NAME [old] (new Origin:version/suite [arch]) [what breaks meanwhile]` */
export function stepOf(line: string): Step | null {
  const match = STEP.exec(line);
  if (!match) return null;
  const [, verb, name = "", installed, candidate, origins = ""] = match;
  if ((verb === "Inst" || verb === "Conf") && candidate === undefined) return null;
  return {
    verb: verb as Step["verb"],
    name,
    installed: installed ?? null,
    candidate: candidate ?? null,
    origins,
  };
}

export interface Summary {
  upgraded: number;
  added: number;
  /** Installed anew or in an older version. */
  again: number;
  left: number;
}

const SUMMARY =
  /^(\d+) upgraded, (\d+) newly installed, (?:(\d+) reinstalled, )?(?:(\d+) downgraded, )?\d+ to remove and (\d+) not upgraded\.$/;
const SUMMARY_3 =
  /^ {2}Upgrading: (\d+), Installing: (\d+), (?:Reinstalling: (\d+), )?(?:Downgrading: (\d+), )?Removing: \d+, Not Upgrading: (\d+)$/;

/** `98 upgraded, 0 newly installed, 0 to remove and 1 not upgraded.`, or the form of apt 3. */
export function summaryOf(line: string): Summary | null {
  const match = SUMMARY.exec(line) ?? SUMMARY_3.exec(line);
  if (!match) return null;
  const [, upgraded, added, again = "0", older = "0", left] = match;
  return {
    upgraded: Number(upgraded),
    added: Number(added),
    again: Number(again) + Number(older),
    left: Number(left),
  };
}

/** The same line in any other language: its four to six numbers stand in the same order. */
export function foreignSummaryOf(line: string): Summary | null {
  if (line.length > 300 || /^\s/.test(line)) return null;
  const numbers = (line.match(/\d+/g) ?? []).map(Number);
  const [upgraded = 0, added = 0] = numbers;
  if (numbers.length < 4 || numbers.length > 6) return null;
  const again = numbers.slice(2, -2).reduce((sum, one) => sum + one, 0);
  return { upgraded, added, again, left: numbers.at(-1) ?? 0 };
}

export type Section = "kept" | "phased" | "pro";

const SECTIONS: [RegExp, Section][] = [
  [/^The following packages have been kept back:|^Not upgrading:/, "kept"],
  [/^The following upgrades have been deferred due to phasing:|^Not upgrading yet due to phasing:/, "phased"],
  [
    /^The following security updates require Ubuntu Pro with |^Get more security updates through Ubuntu Pro with /,
    "pro",
  ],
];

/** What the names below a headline are; null for all that is told elsewhere too. */
export const sectionOf = (line: string): Section | null =>
  SECTIONS.find(([headline]) => headline.test(line))?.[1] ?? null;

/** The names of one indented line, with or without versions. */
export const namesOf = (line: string): string[] =>
  line
    .replace(/\([^()]*\)/g, " ")
    .split(/\s+/)
    .filter((name) => /^[a-z0-9][a-z0-9+.:-]*$/.test(name));
