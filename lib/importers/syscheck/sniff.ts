/** Whose file is it: a log of alerts, the list of files of the interface, or the screen of syscheck_control. */
import { topOf } from "../read/json";
import type { Refusal } from "../types";
import { alertsOf, isScaAlert } from "../wazuh";
import { isControlHeader } from "./control";

export const INVENTORY: Refusal = {
  code: "syscheck-inventory",
  text: "This is Wazuh's list of watched files, not of changed ones; bring alerts.json of the manager instead.",
};
const EMPTY: Refusal = {
  code: "syscheck-no-entries",
  text: "Wazuh found no watched file for this request; bring alerts.json of the manager.",
};

const TEXT_LOG: Refusal = {
  code: "syscheck-alerts-log",
  text: "This is alerts.log, made for people; bring alerts.json of the same folder.",
};

export function sniffSyscheck(head: string): "yes" | "no" | Refusal {
  const top = topOf(head);
  if (!top) {
    const start = head.slice(0, 4_096).split(/\r?\n/);
    if (start.some((line) => /^\*\* Alert \d{9,10}\.\d+:/.test(line))) return TEXT_LOG;
    return start.some(isControlHeader) ? "yes" : "no";
  }
  if (top.kind === "object" && top.keys.has("data") && !top.keys.has("rule")) {
    if (/"affected_items"\s*:\s*\[\s*\]/.test(head) && /FIM (?:information|findings)/.test(head))
      return EMPTY;
    const listed = /"(?:affected_items|items)"\s*:\s*\[/.test(head) && /"file"\s*:\s*"\//.test(head);
    return listed && /"(?:mtime|changes|inode)"\s*:/.test(head) && !/"policy_id"\s*:/.test(head)
      ? INVENTORY
      : "no";
  }
  if (top.kind !== "object") return "no";
  if (top.keys.has("rule") && (top.keys.has("SyscheckFile") || top.keys.has("TimeStamp"))) return "yes";
  if (top.keys.has("hits")) return /"_index"\s*:\s*"wazuh-alerts/.test(head) ? "yes" : "no";
  const alerts = alertsOf(head);
  if (!alerts || alerts.lines.every(isScaAlert)) return "no";
  return top.keys.has("timestamp") ? "yes" : "no";
}
