/** Whose file is it? The JSON of Vuls; its text for the screen is known as no evidence. */
import { topOfDocument } from "@/lib/importers/scanner";
import type { Refusal } from "@/lib/importers/types";

const SCREEN: Refusal = {
  code: "vuls-screen",
  text: "This is what Vuls shows on the screen; bring the JSON of the host from the folder results/current.",
};
const TOTAL = /^Total: \d+ \(Critical:\d+ High:\d+ Medium:\d+ Low:\d+/m;

/** Sources: future-architect/vuls, `models/scanresults.go`, `reporter/util.go`. */
export function sniff(head: string): "yes" | "no" | Refusal {
  const top = topOfDocument(head);
  if (!top) return TOTAL.test(head) ? SCREEN : "no";
  return top.kind === "object" && top.keys.has("jsonVersion") && top.keys.has("serverName") ? "yes" : "no";
}
