/** Whose file is it: the table, the JSON list or the detail of `systemd-analyze security`. */
import { cleanText } from "@/lib/importers/read/clean";
import { topOf } from "@/lib/importers/read/json";
import type { Hint, Refusal } from "@/lib/importers/types";

/** Header of the list of all units. */
export const LIST = /^\s*UNIT\s+EXPOSURE\s+PREDICATE\s+HAPPY\s*$/;
/** Header of the detail of one unit. */
export const DETAIL = /^\s*NAME\s+DESCRIPTION\s+EXPOSURE\s*$/;

/** The JSON of one unit tells neither its name nor its overall exposure, and the parts are rounded up. */
export const ONE_UNIT: Refusal = {
  code: "systemd-security-one-unit",
  text: "This JSON of one unit names neither the unit nor its overall exposure; bring the list of all units (systemd-analyze security --json=short).",
};

export function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  if (/\bsystemd-analyze\b.* --user\b.* security\b|\bsystemd-analyze\b.* security\b.* --user\b/.test(command))
    return USER;
  const top = topOf(head);
  if (top) {
    if (top.kind !== "array") return "no";
    if (top.keys.has("unit") && top.keys.has("exposure") && top.keys.has("predicate")) return "yes";
    return top.keys.has("json_field") && top.keys.has("set") && top.keys.has("exposure") ? ONE_UNIT : "no";
  }
  const lines = cleanText(head.slice(0, 4096)).split("\n").slice(0, 20);
  return lines.some((line) => LIST.test(line) || DETAIL.test(line)) ? "yes" : "no";
}

const USER: Refusal = {
  code: "systemd-security-user",
  text: "This list speaks of the services of one user; bring that of the system (systemd-analyze security, without --user).",
};
