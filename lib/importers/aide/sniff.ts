/** Tells a report of AIDE, in text or JSON, from its complaints. */
import { topOf } from "@/lib/importers/read/json";
import type { Hint, Refusal } from "@/lib/importers/types";

const REPORT =
  /^(?:Start timestamp: .{1,60} \(AIDE [\w.+-]{1,40}\)|AIDE found (?:NO )?differences between |AIDE (?:successfully )?initiali[sz]ed database)/m;
const OLD =
  /^(?:AIDE 0\.1[0-5][\w.]* found differences between|AIDE, version 0\.1[0-5]\b|### AIDE database at|### All files match AIDE database)/m;
/** Complaints that only AIDE has: they name its configuration. */
const FAILED =
  /^ *(?:ERROR: (?:cannot open config file |missing configuration|.{1,500}\(line: ')|Couldn't open file .{0,200}\baide\b)/m;
const ANY_ERROR = /^ *ERROR: /m;

export const AIDE_FAILED: Refusal = {
  code: "aide-failed",
  text: "AIDE did not run: this file holds only its error; bring the report of a finished `aide --check`.",
};

/** See `Importer.sniff`. Refusals: `aide-failed`, `aide-old`. */
export function sniff(head: string, hint: Hint): "yes" | "no" | Refusal {
  const top = topOf(head);
  if (top) {
    const outline = top.values.get("outline") ?? "";
    const own = top.keys.has("aide_version") || outline.startsWith("AIDE ");
    return top.kind === "object" && own ? "yes" : "no";
  }
  const text = head.replace(/^\ufeff/, "");
  if (REPORT.test(text)) return "yes";
  if (OLD.test(text)) {
    const reason = "This report is of AIDE 0.15 or older; bring one of version 0.16 or newer.";
    return { code: "aide-old", text: reason };
  }
  if (FAILED.test(text)) return AIDE_FAILED;
  const called = /\baide\b/.test(hint.name) || /(?:^|[\s/])aide(?:\s|$)/.test(hint.command);
  return called && ANY_ERROR.test(text) ? AIDE_FAILED : "no";
}
