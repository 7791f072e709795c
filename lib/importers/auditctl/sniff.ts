/** Whose file is it: the state or the loaded rules of the audit system, or only an error of auditctl. */
import { cleanText } from "@/lib/importers/read/clean";
import type { Hint, Refusal } from "@/lib/importers/types";
import { ACTION, WATCH } from "./rules";

export const NO_RULES = "No rules";

export function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  const text = cleanText(head.slice(0, 16_384));
  return refusalIn(text, command) ?? (kindOf(text) === null ? "no" : "yes");
}

const linesOf = (text: string): string[] =>
  text
    .slice(0, 16_384)
    .split("\n")
    .slice(0, 200)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** @returns null where it is neither */
export function kindOf(text: string): "status" | "rules" | null {
  const lines = linesOf(text);
  if (lines.some((line) => /^AUDIT_STATUS: enabled=\d/.test(line))) return "status";
  const first = lines.slice(0, 5);
  if (
    first.some((line) => /^enabled [0-2]$/.test(line)) &&
    lines.some((line) => /^(?:failure|flag) [0-2]$/.test(line))
  )
    return "status";
  if (first.some((line) => WATCH.test(line) || ACTION.test(line))) return "rules";
  return first.some((line) => line === NO_RULES) && lines.length < 5 ? "rules" : null;
}

/** auditctl that could not ask the kernel, and a file of rules, which says nothing of what is loaded. */
export function refusalIn(text: string, command: string): Refusal | null {
  const lines = linesOf(text);
  if (
    lines
      .slice(0, 10)
      .some((line) => FAILED.test(line) || (/\bauditctl\b/.test(command) && /must be root/i.test(line)))
  )
    return ERROR;
  const options = lines.filter((line) =>
    /^-[DbefrRc](?: -?\d+| \S+)?$|^--(?:backlog_wait_time|loginuid-immutable|reset-lost)/.test(line),
  );
  const rules = lines.some((line) => WATCH.test(line) || ACTION.test(line));
  const comments = lines.filter((line) => line.startsWith("#"));
  // `auditctl -l` prints neither comments nor options.
  return rules && options.length + comments.length > 0 ? RULES_FILE : null;
}

const FAILED =
  /^(?:Cannot open netlink audit socket|Error sending (?:status|rule list data|feature list) request|Error - audit support not in kernel|Error opening .*audit.*netlink)/;

const ERROR: Refusal = {
  code: "auditctl-failed",
  text: "The command auditctl could not ask the kernel; run it as root on the host itself, not within a container.",
};

const RULES_FILE: Refusal = {
  code: "auditctl-rules-file",
  text: "These are rules as they stand in a file; bring those that the kernel has loaded (auditctl -l).",
};
