/** Tells what debsums writes; its bare paths alone could be anything. */
import type { Hint } from "@/lib/importers/types";
import { readLine } from "./line";

/** Whether the command of a manifest is this check. */
export const isCommand = (command: string): boolean =>
  /(?:^|[\s/])debsums(?:\s|$)/.test(command.slice(0, 500));

/**
 * See `Importer.sniff`. A list of paths, or no line at all, is of debsums only where the command or the file's name says
 * so; its own sentences and `PATH   OK` speak for themselves.
 */
export function sniff(head: string, hint: Hint): "yes" | "no" {
  const text = head.replace(/^\ufeff/, "");
  const asked = isCommand(hint.command);
  const lines = text.split(/\r?\n/, 2_000).filter((line) => line.trim() !== "");
  if (lines.length === 0) return asked ? "yes" : "no";
  let sentences = 0;
  let results = 0;
  let paths = 0;
  let other = 0;
  for (const line of lines) {
    const { what } = readLine(line);
    if (what === "path") paths += 1;
    else if (what === "other") other += 1;
    else if (what === "ok" || what === "failed") results += 1;
    else if (what !== "noise") sentences += 1;
  }
  const known = sentences + results + paths;
  // The first 64 KB may end within a line.
  if (sentences > 0) return known > other ? "yes" : "no";
  if (other > 1) return "no";
  if (results > 0 && paths === 0) return "yes";
  return known > 0 && (asked || hint.name.includes("debsums")) ? "yes" : "no";
}
