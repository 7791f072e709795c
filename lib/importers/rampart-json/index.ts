/** Rampart's own report as JSON: strict, because this format is ours. Described in docs/own-reports.md. */

import { faultOf } from "@/lib/importers/own-faults";
import { repeatedIn, saidOf } from "@/lib/importers/own-report";
import { report } from "@/lib/importers/own-schema";
import { readJson, topOf } from "@/lib/importers/read/json";
import { oneReport, refuse } from "@/lib/importers/report";
import type { FileInput, Importer, ImportResult, Refusal } from "@/lib/importers/types";

const FORMAT = "rampart-json";

export const rampartJson: Importer = { format: FORMAT, title: "Rampart's own report (JSON)", sniff, read };

function sniff(head: string): "yes" | "no" | Refusal {
  const top = topOf(head);
  if (!top?.keys.has("rampart")) return "no";
  if (top.kind === "object") return "yes";
  const text = "Rampart's own report holds one host per file, not a list; bring each report as a file.";
  return { code: `${FORMAT}-list`, text };
}

/**
 * Errors (returned): those of `readJson`; `rampart-json-malformed` with the path and what was expected there;
 * `rampart-json-repeated` for an id that stands twice; `rampart-json-empty` for a report that says nothing.
 */
function read({ bytes, context }: FileInput): ImportResult {
  const json = readJson(bytes);
  if (!json.ok) return json;
  const parsed = report.safeParse(json.value);
  if (!parsed.success) {
    const { path, text } = faultOf(parsed.error, json.value);
    return refuse(`${FORMAT}-malformed`, `In ${path === "" ? "the report" : path}: ${text}.`);
  }
  const own = parsed.data;
  const twice = repeatedIn(own.checks);
  if (twice) {
    return refuse(
      `${FORMAT}-repeated`,
      `In checks[${twice.at}].id: ${twice.id} stands twice in this report.`,
    );
  }
  const says = own.checks.length + own.exposures.length + own.exposuresComplete.length;
  if (says === 0 && Object.keys(own.facts).length === 0) {
    return refuse(
      `${FORMAT}-empty`,
      "This report names no check, no exposure and no fact; bring one that does.",
    );
  }
  return oneReport(saidOf(own, FORMAT, context), bytes);
}
