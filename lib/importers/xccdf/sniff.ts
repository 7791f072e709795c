/** Whose file is it? XCCDF results and ARF by their root element; what belongs to them and is no result is refused. */
import { rootOf, type XmlRoot } from "@/lib/importers/read/xml";
import type { Refusal } from "@/lib/importers/types";

export const SCREEN: Refusal = {
  code: "xccdf-screen",
  text: "This is what oscap prints on the screen; bring the file that it writes with --results or --results-arf.",
};
export const CONTENT: Refusal = {
  code: "xccdf-content",
  text: "This is content for a scan, not its result; bring the file that oscap writes with --results or --results-arf.",
};
const HTML: Refusal = {
  code: "xccdf-html",
  text: "This is the report of OpenSCAP for people; bring the file that oscap writes with --results or --results-arf.",
};
export const NO_RESULT: Refusal = {
  code: "xccdf-no-result",
  text: "This file holds rules and no TestResult; bring the file that oscap writes with --results or --results-arf.",
};

const XCCDF = "checklists.nist.gov/xccdf/";

/** @see Importer.sniff */
export function sniff(head: string): "yes" | "no" | Refusal {
  const root = rootOf(head);
  if (root) return byRoot(root, head);
  return isScreen(head) ? SCREEN : "no";
}

function byRoot({ name, tag }: XmlRoot, head: string): "yes" | "no" | Refusal {
  switch (name) {
    case "Benchmark":
    case "TestResult":
      return tag.includes(XCCDF) ? "yes" : "no";
    case "Tailoring":
      return tag.includes(XCCDF) ? CONTENT : "no";
    case "asset-report-collection":
      return tag.includes("scap.nist.gov/schema/asset-reporting-format/") ? "yes" : "no";
    case "data-stream-collection":
      return tag.includes("scap.nist.gov/schema/scap/source/") ? CONTENT : "no";
    case "html":
      return head.includes("| OpenSCAP Evaluation Report</title>") ? HTML : "no";
    default:
      return "no";
  }
}

/** `Rule`, a carriage return and a tab, the id; or with `--progress` the id and the result. */
const RULE_LINE = /^Rule[\r ]*\t[\r ]*\S/m;
const RESULT_LINE =
  /^Result[\r ]*\t[\r ]*(?:pass|fail|error|unknown|notapplicable|notchecked|notselected|informational|fixed)\s*$/m;
const PROGRESS_LINE =
  /^xccdf_[^\s:]{1,300}_rule_[^\s:]{1,300}:(?:pass|fail|error|unknown|notapplicable|notchecked|notselected|informational|fixed)\s*$/m;

const isScreen = (head: string): boolean =>
  (RULE_LINE.test(head) && RESULT_LINE.test(head)) || PROGRESS_LINE.test(head);
