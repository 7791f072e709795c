/** Tells what `dpkg --verify` writes from the same columns of `rpm -Va`. */
import type { Hint } from "@/lib/importers/types";

/** `??5?????? c /etc/issue`: nothing but the third place is looked at, in new versions the second as well. */
export const CHANGED = /^(\?[?.M][?.5]\?{6}) ([ a-z]) (\/.*)$/;
/** `missing   c /etc/issue`: the same in rpm. */
export const MISSING = /^missing {3}([ a-z]) (\/.*)$/;
const NOISE = /^(?:dpkg|dpkg-query|debconf|locale|perl): /;

/** Whether the command of a manifest is this check. */
export const isCommand = (command: string): boolean =>
  /(?:^|[\s/])dpkg\s(?:[^|;&]*\s)?(?:--verify|-V)(?:\s|$)/.test(command.slice(0, 500));

/**
 * See `Importer.sniff`. A file of `missing` lines alone, or of no line, could be of rpm as well: then the command or the
 * file's name must say so.
 */
export function sniff(head: string, hint: Hint): "yes" | "no" {
  const text = head.replace(/^\ufeff/, "");
  const asked = isCommand(hint.command);
  const lines = text.split(/\r?\n/, 2_000).filter((line) => line.trim() !== "");
  if (lines.length === 0) return asked ? "yes" : "no";
  const told = asked || /dpkg[-_. ]?(?:verify|v\b)/.test(hint.name);
  let changed = 0;
  let missing = 0;
  let other = 0;
  for (const line of lines) {
    if (CHANGED.test(line)) changed += 1;
    else if (MISSING.test(line)) missing += 1;
    else if (!NOISE.test(line)) other += 1;
  }
  if (changed > 0) return changed + missing > other ? "yes" : "no";
  if (!told) return "no";
  return missing > other || (asked && other <= 1) || lines.some((line) => /^dpkg: /.test(line))
    ? "yes"
    : "no";
}
