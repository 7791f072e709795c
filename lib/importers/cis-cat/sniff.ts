/** Whose file is it? The keys of CIS-CAT's JSON, or the title of its page for people. */
import { topOf } from "@/lib/importers/read/json";
import { rootOf } from "@/lib/importers/read/xml";
import type { Refusal } from "@/lib/importers/types";

const HTML: Refusal = {
  code: "cis-cat-html",
  text: "This is the report of CIS-CAT for people; bring its ARF or its JSON report.",
};

/** @see Importer.sniff */
export function sniff(head: string): "yes" | "no" | Refusal {
  if (rootOf(head)?.name === "html") {
    return /<title>Benchmark Result xccdf_org\.cisecurity\./.test(head) ? HTML : "no";
  }
  const top = topOf(head);
  if (top?.kind !== "object") return "no";
  const named = ["benchmark-id", "profile-id"].every((key) => top.keys.has(key));
  return named && (top.keys.has("benchmark-title") || top.keys.has("rules")) ? "yes" : "no";
}
