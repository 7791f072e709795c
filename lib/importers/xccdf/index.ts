/** XCCDF 1.1 and 1.2 results and ARF, of OpenSCAP and of any other SCAP tool. Grammar: NIST IR 7275 and IR 7694. */
import { refuse, type Said, severalReports } from "@/lib/importers/report";
import type { FileInput, Importer, ImportResult, Note } from "@/lib/importers/types";
import { type Collected, collect } from "./collect";
import type { TestResult } from "./results";
import { saidOf } from "./said";
import { CONTENT, NO_RESULT, sniff } from "./sniff";

/**
 * The importer of SCAP results: one report for each TestResult.
 * Errors (returned): those of `readXml`, `too-many-reports`, `too-many-observations`, `xccdf-no-result`, `xccdf-content`,
 * `xccdf-nothing-selected`.
 */
export const xccdf: Importer = {
  format: "xccdf",
  title: "OpenSCAP or other SCAP result (XCCDF, ARF)",
  sniff,
  read,
};

function read({ bytes, context }: FileInput): ImportResult {
  const collected = collect(bytes);
  const { broken, results, root } = collected;
  const whole = broken === null;
  // A document that breaks off still says what failed; whatever else stopped the reader is a reason to refuse.
  if (broken && (broken.code !== "xml-malformed" || results.length === 0))
    return { ok: false, refusal: broken };
  if (results.length === 0)
    return { ok: false, refusal: root === "data-stream-collection" ? CONTENT : NO_RESULT };
  const speaking = results.filter((result) => result.rules.size > 0);
  if (speaking.length === 0 && whole) return refuse("xccdf-nothing-selected", NOTHING_SELECTED);
  const said = speaking.map((result) => saidOf(result, collected, whole, context));
  const useful = whole ? said : said.filter(({ observations }) => (observations ?? []).some(failed));
  if (broken && useful.length === 0) return { ok: false, refusal: broken };
  return severalReports(withLeftOut(useful, collected, speaking), bytes);
}

const NOTHING_SELECTED =
  "This scan selected no rule, so it checked nothing; run it again with a profile (--profile) and bring that result.";

const failed = ({ outcome }: { outcome: string }): boolean => outcome === "fail" || outcome === "part";

/** Says on the first report that others of the file say nothing. */
function withLeftOut(said: readonly Said[], { results }: Collected, speaking: readonly TestResult[]): Said[] {
  const silent = results.length - speaking.length;
  const [first, ...others] = said;
  if (silent === 0 || !first) return [...said];
  const note: Note = {
    code: "empty-results",
    text: `${silent} other results of this file selected no rule and were left out.`,
  };
  return [{ ...first, notes: [...(first.notes ?? []), note] }, ...others];
}
