/** `zypper list-updates` and `zypper list-patches`: what waits on a host of SUSE. */
import { firstLines } from "../lines";
import { rootOf } from "../read/xml";
import type { Hint, Importer } from "../types";
import { read } from "./read";
import { kindOfHeadline, NONE } from "./table";

/** The command of the collector. */
const COMMAND = /\bzypper\b.* (?:lu|list-updates|lp|list-patches)\b/;
const LOCKED = /^System management is locked by the application with pid /;

function sniff(head: string, { command }: Hint): "yes" | "no" {
  const root = rootOf(head);
  if (root) return root.name === "stream" && head.includes("<update-status") ? "yes" : "no";
  const lines = firstLines(head).map((line) => line.trim());
  if (lines.length === 0) return "no";
  if (COMMAND.test(command)) return "yes";
  return lines.some((line) => line === NONE || LOCKED.test(line) || kindOfHeadline(line) !== null)
    ? "yes"
    : "no";
}

export const zypperLu: Importer = { format: "zypper-lu", title: "zypper list-updates", sniff, read };
