/** Whose file is it: a run of InSpec, or a profile that has not run. */
import { topOf } from "../read/json";
import type { Refusal } from "../types";

const PROFILE: Refusal = {
  code: "inspec-profile",
  text: "This is an InSpec profile, not its results; bring what inspec exec writes with --reporter json.",
};

const BEFORE = 8_192;

/** The JSON of a file before which InSpec's warnings may stand. */
export function jsonOf(text: string): string {
  if (/^\ufeff?\s*\{/.test(text.slice(0, 256))) return text;
  const at = text.slice(0, BEFORE).search(/^\{/m);
  return at === -1 ? text : text.slice(at);
}

export function sniffInspec(head: string): "yes" | "no" | Refusal {
  const json = jsonOf(head);
  const top = topOf(json);
  if (top?.kind !== "object") return "no";
  const has = (key: string): boolean => top.keys.has(key);
  if (has("profiles") && (has("platform") || has("statistics")))
    return /"controls"\s*:|"profiles"\s*:\s*\[\s*\]/.test(json) ? "yes" : "no";
  if (!has("controls")) return "no";
  if (has("supports") && has("name") && !has("statistics")) return PROFILE;
  const minimal = /"profile_id"\s*:/.test(json) && /"code_desc"\s*:/.test(json);
  return minimal || (has("statistics") && has("version")) ? "yes" : "no";
}
