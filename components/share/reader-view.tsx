/** What the reader of a share link sees: on the link's own page, and in its preview. Without script. */
import { SummarySections } from "@/components/summary/sections";
import { SummaryStory } from "@/components/summary/story";
import type { Summary, SummarySection } from "@/lib/exports/summary";
import { periodWords } from "@/lib/exports/summary-words";
import { day, moment } from "@/lib/format";

interface ReaderViewProps {
  summary: Summary;
  sections: readonly SummarySection[];
  frozen: boolean;
  hideNames: boolean;
  watermark: string;
  /** Its end, milliseconds or ISO 8601. */
  until: number | string | Date;
  /** Where the file is, and on which paper; null: none is offered. Without an address the preview says so. */
  pdf: { paper: string; href: string | null } | null;
  /** A preview stands within a page that has its own first heading. */
  preview?: boolean;
}

export function ReaderView(props: ReaderViewProps) {
  const { summary, sections, frozen, hideNames, watermark, until, pdf, preview = false } = props;
  const Title = preview ? "p" : "h1";
  return (
    <>
      {watermark !== "" && (
        // Drawn by the style: it is no text to be read, and its words stand in the last line.
        <div className="sm-watermark" data-words={watermark} aria-hidden="true" />
      )}
      <div className="sm-top">
        <div>
          <p className="sm-kicker">Risk summary</p>
          <Title className="sm-title">{summary.title}</Title>
          <p className="sm-facts">
            {periodWords(summary)}.{" "}
            {frozen
              ? `As it stood on ${moment(summary.at, "UTC")}: what happened since is not in it.`
              : `As of ${moment(summary.at, "UTC")}.`}
          </p>
        </div>
        {pdf && <FileLink {...pdf} />}
      </div>
      <SummaryStory summary={summary} sections={sections} />
      <SummarySections summary={summary} sections={sections} />
      <footer className="sm-foot">
        Made with Rampart from audit reports.
        {hideNames && " Fortresses are called by other names than their own."} The link works until{" "}
        {day(until, "UTC")}.{watermark !== "" && ` ${watermark}.`}
      </footer>
    </>
  );
}

function FileLink({ paper, href }: { paper: string; href: string | null }) {
  const words = `PDF, ${paper}`;
  return href === null ? (
    <span className="sm-file">{words}</span>
  ) : (
    <a href={href} className="sm-file" download>
      {words}
    </a>
  );
}
