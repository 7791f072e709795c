/** One line of the answer to `dpkg -S PATH...`. Source of the grammar: `src/query/main.c` of dpkg. */
import { isName } from "../inventory";

const DIVERSION = /^(?:local diversion|diversion by [\w.+:-]{1,200}) (?:from|to): \/./;
const NOBODYS = /^dpkg-query: no path found matching pattern ./;
const ARCHITECTURE = /:[a-z0-9-]{1,30}$/;

type Line =
  /** Packages without their architecture, each once. */
  | { what: "owners"; packages: string[]; path: string }
  /** Known, and no owner: a diversion, or a path that is nobody's. */
  | { what: "aside" }
  | { what: "other" };

/** @param line without its line end */
export function readLine(line: string): Line {
  const colon = line.indexOf(": /");
  if (colon > 0) {
    const packages = line
      .slice(0, colon)
      .split(", ")
      .map((name) => name.replace(ARCHITECTURE, ""));
    if (packages.every(isName))
      return { what: "owners", packages: [...new Set(packages)], path: line.slice(colon + 2) };
  }
  return { what: DIVERSION.test(line) || NOBODYS.test(line) ? "aside" : "other" };
}
