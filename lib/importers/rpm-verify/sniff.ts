/** Tells what `rpm -Va` writes from the same columns of `dpkg --verify`. */
import type { Hint } from "@/lib/importers/types";

/** `S.5....T.  c /etc/issue`; rpm before 4.7 has eight places. The first is never `?`, which it always is in dpkg. */
export const CHANGED = /^([.S][.M][.5?][.D][.L?][.U][.G][.T][.P?]?) {2}([ a-zP]) (\/.*)$/;
/** `missing   c /etc/issue`: the same in dpkg. */
export const MISSING = /^missing {3}([ a-zP]) (\/.*)$/;
export const UNSATISFIED = /^Unsatisfied dependencies for \S+:/;
const NOISE = /^(?:rpm|error|warning|prelink|rpmdb): |^\s|^package .* is not installed$/;

/** Whether the command of a manifest is this check. */
export const isCommand = (command: string): boolean =>
  /(?:^|[\s/])rpm\s(?:[^|;&]*\s)?(?:--verify|-[a-zA-Z]*V[a-zA-Z]*)(?:\s|$)/.test(command.slice(0, 500));

/**
 * See `Importer.sniff`. A file of `missing` lines alone, or of no line, could be of dpkg as well: then the command or
 * the file's name must say so.
 */
export function sniff(head: string, hint: Hint): "yes" | "no" {
  const text = head.replace(/^\ufeff/, "");
  const asked = isCommand(hint.command);
  const lines = text.split(/\r?\n/, 2_000).filter((line) => line.trim() !== "");
  if (lines.length === 0) return asked ? "yes" : "no";
  const told = asked || /rpm[-_. ]?v(?:erify|a)?\b/.test(hint.name);
  let changed = 0;
  let missing = 0;
  let unsatisfied = 0;
  let other = 0;
  for (const line of lines) {
    if (CHANGED.test(line)) changed += 1;
    else if (MISSING.test(line)) missing += 1;
    else if (UNSATISFIED.test(line)) unsatisfied += 1;
    else if (!NOISE.test(line)) other += 1;
  }
  if (changed > 0) return changed + missing + unsatisfied > other ? "yes" : "no";
  if (told) return missing + unsatisfied > other || lines.some((line) => NOISE.test(line)) ? "yes" : "no";
  return /^error: cannot open Packages (?:database|index)/m.test(text) ? "yes" : "no";
}
