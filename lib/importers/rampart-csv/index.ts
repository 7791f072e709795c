/** Rampart's own report as a table: strict, because this format is ours. Described in docs/own-reports.md. */
import type { Importer, Refusal } from "@/lib/importers/types";
import { startOf } from "./head";
import { FORMAT, read } from "./read";

export const rampartCsv: Importer = { format: FORMAT, title: "Rampart's own report (CSV)", sniff, read };

/** Tables with a remark `# rampart=1`, or with columns that only ours has together. */
function sniff(head: string): "yes" | "no" | Refusal {
  const { marked, columns } = startOf(head);
  if (marked) return "yes";
  return columns !== null && ["check", "severity", "outcome"].every((one) => columns.includes(one))
    ? "yes"
    : "no";
}
