/** The table of the screen of checksec 2.x: eleven columns of words, two blanks or more between them. */
import { LIMITS } from "@/lib/importers/limits";
import { cleanText } from "@/lib/importers/read/clean";
import { eachLine } from "@/lib/importers/read/text";
import type { Refusal } from "@/lib/importers/types";
import type { Found } from "./json";
import type { Program } from "./values";

/** Header of the table of files. */
export const HEADER =
  /^\s*RELRO\s+STACK CANARY\s+NX\s+PIE\s+RPATH\s+RUNPATH\s+Symbols\s+FORTIFY\s+Fortified\s+Fortifiable\s+(?:Filename|FILE)\s*$/i;

/** @returns what the table names; `torn` where its last line is no row. */
export function foundOnScreen(text: string): (Found & { torn: boolean }) | Refusal {
  const programs: Program[] = [];
  let within = false;
  let unread = 0;
  let torn = false;
  // A tab parts columns as well, and `cleanText` would make one blank of it.
  const refusal = eachLine(cleanText(text.replaceAll("\t", "   ")), (line) => {
    if (HEADER.test(line)) within = true;
    else if (within && line.trim() !== "") {
      const program = line.length < 20_000 ? programOf(line) : null;
      torn = program === null;
      if (program) programs.push(program);
      else unread += 1;
    }
    return programs.length > LIMITS.lines
      ? { code: "too-many-lines", text: "This table names too many files." }
      : null;
  });
  return (
    refusal ?? {
      kind: "programs",
      version: "2.x",
      programs,
      folder: null,
      processes: false,
      unread: unread - (torn ? 1 : 0),
      torn,
    }
  );
}

function programOf(line: string): Program | null {
  const [relro, canary, nx, pie, rpath, runpath, , fortify, , able = "", ...rest] = line
    .trim()
    .split(/ {2,}/);
  const name = rest.join("  ");
  if (name === "" || !/^\d+$/.test(able) || !/RELRO$|^N\/A$/.test(relro ?? "")) return null;
  const said = Object.fromEntries(
    Object.entries({ relro, canary, nx, pie, rpath, runpath, fortify }).filter(
      ([, word]) => word !== undefined,
    ),
  );
  return { name, said, fortifiable: Number(able) };
}
