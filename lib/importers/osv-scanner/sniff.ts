/** Whose file is it? The JSON of OSV-Scanner; its table for the screen is known as no evidence. */
import { fromBrace, topOfDocument } from "@/lib/importers/scanner";
import type { Refusal } from "@/lib/importers/types";

const TABLE: Refusal = {
  code: "osv-scanner-table",
  text: "This is what OSV-Scanner shows on the screen; run it with --format=json and bring that file.",
};
/** The heading of the table, whose columns differ over the versions, and the words of a clean run. */
const HEADING = /^[|│┃ ]+OSV URL[ |│┃]+CVSS[ |│┃]+ECOSYSTEM[ |│┃]+PACKAGE/m;
const SCANNED = /^Scanned \S.{0,4000} and found \d+ packages?$/m;
const CLEAN = /^No (?:issues|vulnerabilities) found$/m;

/** The results stand first and may be longer than the head: then the first of them tells. */
const FIRST_RESULT = /^\{\s*"results"\s*:\s*\[\s*\{\s*"source"\s*:\s*\{\s*"path"\s*:/;

/** Sources: google/osv-scanner, `pkg/models/results.go`, `internal/output`. */
export function sniff(head: string): "yes" | "no" | Refusal {
  const top = topOfDocument(head);
  if (!top) return HEADING.test(head) || (SCANNED.test(head) && CLEAN.test(head)) ? TABLE : "no";
  if (top.kind !== "object" || !top.keys.has("results")) return "no";
  return top.keys.has("experimental_config") || FIRST_RESULT.test(fromBrace(head)) ? "yes" : "no";
}
