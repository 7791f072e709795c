/** How share links are called. */
import type { SummarySection } from "@/lib/exports/summary";
import type { ShareItem } from "@/lib/queries/shares";

export const SECTION_WORDS: Readonly<Record<SummarySection, string>> = {
  towers: "Fortresses, and what holds the towers",
  findings: "Findings",
  plans: "Plans",
  decisions: "Decisions and attestations",
  evidence: "Evidence",
  method: "How it is scored",
};

export const STATE_WORDS: Readonly<Record<ShareItem["state"], string>> = {
  open: "open",
  expired: "expired",
  revoked: "revoked",
};

const VIEW_WORDS: Readonly<Record<string, string>> = {
  shown: "read it",
  "password-wrong": "gave a wrong password",
  file: "took the PDF",
  badge: "saw the badge",
};

export const viewWords = (kind: string): string => VIEW_WORDS[kind] ?? kind;

/** `frozen, names hidden, password, PDF, badge` */
export const kindWords = ({ frozenAt, hideNames, password, pdf, badge }: ShareItem): string =>
  [
    frozenAt ? "frozen" : "live",
    hideNames && "names hidden",
    password && "password",
    pdf && "PDF",
    badge && "badge",
  ]
    .filter(Boolean)
    .join(", ");
