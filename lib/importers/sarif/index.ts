/** SARIF 2.1.0, the common form of many scanners: one report for each run. */
import { topOf } from "@/lib/importers/read/json";
import type { Importer, Refusal } from "@/lib/importers/types";
import { FORMAT, read } from "./read";

export const sarif: Importer = { format: FORMAT, title: "SARIF log", sniff, read };

function sniff(head: string): "yes" | "no" | Refusal {
  const top = topOf(head);
  if (top?.kind !== "object" || !top.keys.has("runs")) return "no";
  const version = top.values.get("version");
  const named = /sarif/i.test(top.values.get("$schema") ?? "");
  if (version !== undefined && /^[12]\./.test(version) && version !== "2.1.0" && named) {
    return {
      code: `${FORMAT}-version`,
      text: "This is an older SARIF; bring version 2.1.0, which current tools write.",
    };
  }
  // The version may stand behind more than the head holds.
  return named || version === "2.1.0" || /"driver"\s*:/.test(head) ? "yes" : "no";
}
