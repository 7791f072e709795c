import type { ReactNode } from "react";
import type { PdfOptions } from "@/lib/exports/pdf/options";
import { SUMMARY_SECTIONS, type SummarySection } from "@/lib/exports/summary";
import { list } from "@/lib/format";
import { SECTION_WORDS } from "./words";

interface ShareFactsProps {
  frozen: boolean;
  sections: readonly SummarySection[];
  hideNames: boolean;
  watermark: string;
  pdf: PdfOptions["paper"] | null;
  badge: boolean;
  /** Null: it is not decided yet, as the link is not made. */
  password: boolean | null;
  /** More lines: when it ends, who made it. */
  more: readonly (readonly [term: string, text: ReactNode])[];
}

/** What a link shows, and to whom, line by line: before it is made and afterwards. */
export function ShareFacts({ more, ...facts }: ShareFactsProps) {
  const { frozen, hideNames, watermark, pdf, badge, password } = facts;
  const rows: (readonly [string, ReactNode])[] = [
    ["Shows", shownWords(frozen, password === null)],
    ...more,
    ["Names of hosts", hideNames ? "hidden" : "shown as they are"],
    ["Details", detailWords(facts.sections)],
    ["Watermark", watermark || "none"],
    ["As a file", pdf ? `PDF on ${pdf}` : "not offered"],
    ["Badge", badge ? badgeWords(password) : "not offered"],
    ...(password === null
      ? []
      : [["Password", password ? "needed" : "none: the link alone opens it"] as const]),
  ];
  return (
    <dl className="grid gap-x-6 gap-y-1 text-13 sm:grid-cols-[auto_minmax(0,1fr)]">
      {rows.map(([term, text]) => (
        <div key={term} className="sm:contents">
          <dt className="text-ink-3">{term}</dt>
          <dd className="mb-1 [overflow-wrap:anywhere] sm:mb-0">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function shownWords(frozen: boolean, planned: boolean): string {
  if (!frozen) return "live: what is so when it is read";
  return `frozen: what ${planned ? "is so now" : "was so when it was made"}, and never changes`;
}

function detailWords(sections: readonly SummarySection[]): string {
  if (sections.length === SUMMARY_SECTIONS.length) return "all";
  if (sections.length === 0) return "none: the first page alone";
  const [first = "", ...rest] = sections.map((section) => SECTION_WORDS[section]);
  return list([first, ...rest.map((words) => words.toLowerCase())]);
}

const badgeWords = (password: boolean | null): string =>
  password
    ? "offered; it shows the grade to everybody who has its address"
    : "offered; its address holds the link, and opens the summary too unless there is a password";
