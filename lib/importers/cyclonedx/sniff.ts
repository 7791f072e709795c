/** Whose file is it? CycloneDX as JSON; as XML it is known, and asked for as JSON. */
import { rootOf } from "@/lib/importers/read/xml";
import { topOfDocument } from "@/lib/importers/scanner";
import type { Refusal } from "@/lib/importers/types";

const XML: Refusal = {
  code: "cyclonedx-xml",
  text: "This is CycloneDX as XML; bring it as JSON.",
};

/** Source: CycloneDX/specification, `schema/bom-1.6.schema.json`. */
export function sniff(head: string): "yes" | "no" | Refusal {
  const root = rootOf(head);
  if (root) return root.name === "bom" && root.tag.includes("cyclonedx.org/schema/bom") ? XML : "no";
  const top = topOfDocument(head);
  if (top?.kind !== "object") return "no";
  if (top.values.get("bomFormat") === "CycloneDX") return "yes";
  // Some tools sort the keys: then the components fill the head, and what the document is stands at its end.
  return top.keys.has("components") && !top.keys.has("bomFormat") && /"bom-ref"\s*:/.test(head)
    ? "yes"
    : "no";
}
