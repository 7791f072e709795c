/** The name under which a file of a person is kept: a label, never a path. Pure. */
import { cut } from "@/lib/importers/read/clean";

const MOST = 120;

/** Controls, marks that turn the direction of writing, and everything else that takes no place on the line. */
const UNSEEN = /[\p{C}\u115f\u1160\u3164\u2028\u2029]/gu;

/**
 * The last part of the name as it was given, without what cannot be seen, at most 120 characters.
 * @param endings what its content allows; a name with another ending, or none, gets the first of them
 */
export function filenameOf(given: string, endings: readonly string[]): string {
  const seen = given.normalize("NFC").replace(UNSEEN, "").replace(/\s+/g, " ");
  const last = seen.split(/[\\/]/).at(-1) ?? "";
  const bare = last.replace(/^[. ]+/, "").replace(/[. ]+$/, "");
  const stem = /^(.*)\.([A-Za-z0-9]+)$/.exec(bare);
  const fits = stem !== null && endings.includes(stem[2]?.toLowerCase() ?? "");
  const ending = `.${fits ? stem[2] : endings[0]}`;
  const name = (fits ? stem[1] : bare)?.trim() || "file";
  return cut(name, MOST - ending.length) + ending;
}
