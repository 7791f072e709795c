/** Whose file is it: results of Wazuh's configuration assessment, by interface, as events or from the indexer. */
import { topOf } from "../read/json";
import type { Refusal } from "../types";
import { alertsOf, isScaAlert } from "../wazuh";

export const EMPTY: Refusal = {
  code: "wazuh-sca-empty",
  text: "Wazuh has no check and no policy in this file; bring the checks of an agent that was assessed.",
};

export function sniffWazuhSca(head: string): "yes" | "no" | Refusal {
  const top = topOf(head);
  if (!top) return "no";
  const has = (key: string): boolean => top.keys.has(key);
  if (has("rule")) {
    const alerts = alertsOf(head);
    return alerts?.lines.every(isScaAlert) ? "yes" : "no";
  }
  if (has("data") && top.kind === "object") {
    if (/"affected_items"\s*:\s*\[\s*\]/.test(head) && /SCA (?:policy )?information/i.test(head))
      return EMPTY;
    const items = /"(?:affected_items|items)"\s*:\s*\[/.test(head);
    return items &&
      /"policy_id"\s*:/.test(head) &&
      /"(?:result|remediation|total_checks|end_scan|score)"\s*:/.test(head)
      ? "yes"
      : "no";
  }
  if (has("hits")) return /"_index"\s*:\s*"wazuh-states-sca/.test(head) ? "yes" : "no";
  if (has("check") && has("policy")) return /"result"\s*:/.test(head) && !has("controls") ? "yes" : "no";
  const type = top.values.get("type");
  return has("policy_id") && (type === "check" || type === "summary") ? "yes" : "no";
}
