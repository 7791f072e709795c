/** Tells answers of `dpkg -S` from other lists of a word and a path. */
import { firstLines } from "../lines";
import type { Hint } from "../types";
import { readLine } from "./line";

/** `dpkg -S`, and how the collector asks on both kinds of hosts. */
const DPKG = /^(?:\S*\/)?dpkg(?:-query)? (?:.* )?(?:-S|--search)(?: |$)|^find \/var\/lib\/dpkg\/info /;
const RPM = /^(?:\S*\/)?rpm .*%\{FILENAMES\}/;
const FIRST = 20;

/** Debian's names; those of rpm have capitals, and are known by the command alone. */
const PACKAGE = /^[a-z0-9][a-z0-9.+-]+$/;
/** Words that tools and settings put before a path, and that no package is called. */
const WORDS: ReadonlySet<string> = new Set(
  (
    "added changed removed modified deleted missing unchanged ok failed found infected ignored skipped denied " +
    "error warning info debug note notice fatal path directory dir folder home root name location source target"
  ).split(" "),
);

/** Who is asked for the owners of files by the command of a manifest; null for any other command. */
export const askedBy = (command: string): "dpkg" | "rpm" | null =>
  RPM.test(command) ? "rpm" : DPKG.test(command) ? "dpkg" : null;

/** See `Importer.sniff`. */
export function sniff(head: string, { command }: Hint): "yes" | "no" {
  if (askedBy(command)) return "yes";
  let owners = 0;
  for (const text of firstLines(head).slice(0, FIRST)) {
    const line = readLine(text.trimEnd());
    if (line.what === "other") return "no";
    if (line.what === "aside") continue;
    // `whereis` names several paths in a line.
    if (!line.packages.every(isPackage) || line.path.includes(" /")) return "no";
    owners += 1;
  }
  return owners > 0 ? "yes" : "no";
}

const isPackage = (name: string): boolean => PACKAGE.test(name) && !WORDS.has(name);
