/** The PDF of a summary. */
import type { PdfOptions } from "@/lib/exports/pdf/options";
import type { Summary } from "@/lib/exports/summary";
import { setPdf } from "./pdf-setter";

/** @returns the bytes of the file */
export const summaryPdf = (summary: Summary, options: PdfOptions): Promise<Uint8Array> =>
  setPdf({ kind: "summary", summary, options });
