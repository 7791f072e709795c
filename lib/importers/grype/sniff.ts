/** Whose file is it? Grype's JSON; its table for the screen is known as no evidence. */
import { fromBrace, topOfDocument } from "@/lib/importers/scanner";
import type { Refusal } from "@/lib/importers/types";

const TABLE: Refusal = {
  code: "grype-table",
  text: "This is a table of Grype for the screen; run Grype with -o json and bring that file.",
};
const HEADING = /^NAME +INSTALLED +FIXED[ -]IN +(?:TYPE +)?VULNERABILITY +SEVERITY/m;

/** The matches stand first and may be longer than the head: then the first of them tells. */
const FIRST_MATCH = /^\{\s*"matches"\s*:\s*\[\s*\{\s*"vulnerability"\s*:\s*\{\s*"id"\s*:/;

/** Source: anchore/grype, `grype/presenter/models/document.go` and `grype/presenter/table`. */
export function sniff(head: string): "yes" | "no" | Refusal {
  const top = topOfDocument(head);
  if (!top) return HEADING.test(head) ? TABLE : "no";
  if (top.kind !== "object" || !top.keys.has("matches")) return "no";
  return top.keys.has("descriptor") || FIRST_MATCH.test(fromBrace(head)) ? "yes" : "no";
}
