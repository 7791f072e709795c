/** Units of systemd that have failed: `systemctl list-units --failed`. */
import { cleanText } from "@/lib/importers/read/clean";
import { topOf } from "@/lib/importers/read/json";
import type { Hint, Importer, Refusal } from "@/lib/importers/types";
import { HEADER, read } from "./read";

/** The importer of `systemctl list-units`; errors of `read` are told there. */
export const systemdUnits: Importer = {
  format: "systemd-units",
  title: "systemctl list-units --failed",
  sniff,
  read,
};

function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  if (/\bsystemctl\b.* --user\b/.test(command)) return USER;
  const top = topOf(head);
  if (top) {
    if (top.kind !== "array") return "no";
    if (["unit", "load", "active", "sub"].every((key) => top.keys.has(key))) return "yes";
    return /^\s*\[\s*\]\s*$/.test(head) && isFailedList(command) ? "yes" : "no";
  }
  const lines = cleanText(head.slice(0, 4096)).split("\n").slice(0, 20);
  return lines.some((line) => HEADER.test(line)) ? "yes" : "no";
}

/** An empty list says nothing of itself: the command must. */
const isFailedList = (command: string): boolean =>
  /\bsystemctl\b/.test(command) && /--failed\b|--state[= ]failed\b/.test(command);

const USER: Refusal = {
  code: "systemd-units-user",
  text: "This list speaks of the units of one user; bring that of the system (systemctl list-units --failed, without --user).",
};
