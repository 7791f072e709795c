/** Everything that is set as a PDF, by its kind. It keeps the processor busy: see `setPdf`. */
import type { PdfOptions } from "@/lib/exports/pdf/options";
import type { Summary } from "@/lib/exports/summary";
import { renderSummary } from "@/lib/exports/summary-pdf";
import type { PaperTable } from "@/lib/exports/table-paper";
import { renderTable } from "@/lib/exports/table-pdf";

/** Plain data: it goes to another thread. */
export type Asked =
  | { kind: "summary"; summary: Summary; options: PdfOptions }
  | { kind: "table"; table: PaperTable };

/** @returns the bytes of the file */
export const renderPdf = (asked: Asked): Promise<Uint8Array> =>
  asked.kind === "summary" ? renderSummary(asked.summary, asked.options) : renderTable(asked.table);
