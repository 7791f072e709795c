/** How a summary is set. */
import type { SummarySection } from "../summary";

export const PAPERS = ["A4", "Letter"] as const;

export interface PdfOptions {
  paper: (typeof PAPERS)[number];
  /** Beyond the first page; left out: all. */
  sections?: readonly SummarySection[];
  /** Behind every page. */
  watermark?: string;
}
