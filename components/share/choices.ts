import type { PdfOptions } from "@/lib/exports/pdf/options";
import type { SummarySection } from "@/lib/exports/summary";

/** Letters: they stand in an address, where one of them takes up to nine, and a server takes 16,000 with all headers. */
export const MOST_COMMENT = 1000;

/** What is chosen about a link before it is made. */
export interface ShareChoices {
  title: string;
  comment: string;
  sections: readonly SummarySection[];
  hideNames: boolean;
  watermark: string;
  frozen: boolean;
  /** It lives so long. */
  days: number;
  badge: boolean;
  /** The paper of the PDF that it offers; null: it offers none. */
  pdf: PdfOptions["paper"] | null;
}
