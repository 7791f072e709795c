/** The first page of a summary: the whole story in sentences, with the drawing. Without script, for screen, paper and share. */
import type { ReactNode } from "react";
import { Fortress } from "@/components/fortress/fortress";
import { Legend } from "@/components/fortress/legend";
import { Markdown } from "@/components/ui/markdown";
import type { Summary, SummarySection } from "@/lib/exports/summary";
import * as say from "@/lib/exports/summary-words";
import { day, score as points } from "@/lib/format";
import { drawingOf } from "./drawing";
import { GradeBars } from "./grade-bars";
import { TowerTable } from "./tower-table";
import { TrendFigure } from "./trend-figure";

interface SummaryStoryProps {
  summary: Summary;
  /** What else is shown: of what is not, nothing is said here either. */
  sections: readonly SummarySection[];
  /** The trend with a chart of its own, where there is script. */
  trend?: ReactNode;
}

export function SummaryStory({ summary, sections, trend }: SummaryStoryProps) {
  return (
    <div className="sm sm-first">
      {summary.comment !== "" && (
        <div className="sm-comment">
          {/* Nothing here leads elsewhere: it may be read outside of the house. */}
          <Markdown text={summary.comment} links={false} />
        </div>
      )}
      <Head summary={summary} />
      <Drawing summary={summary} />
      {summary.scope !== "host" && summary.scored > 0 && (
        <div className="sm-block">
          <GradeBars grades={summary.grades} />
          <p className="sm-sub">
            {say.hostsWords(summary)} {say.endsWords(summary)}
          </p>
        </div>
      )}
      <div className="sm-two">
        <Reasons summary={summary} />
        <section aria-label="What happened">
          <h2>Since {day(summary.since, "UTC")}</h2>
          <ul className="sm-news">
            <li>{say.repairedWords(summary)}</li>
            <li>{say.openWords(summary)}</li>
            {sections.includes("decisions") && <li>{say.decidedWords(summary)}</li>}
            <li>{say.silentWords(summary)}</li>
          </ul>
        </section>
      </div>
      <section aria-label="The four towers" className="sm-block">
        <h2>The four towers</h2>
        <TowerTable summary={summary} />
      </section>
      {summary.trend.length > 1 && (
        <section aria-label="Trend" className="sm-block">
          <h2>Trend</h2>
          {trend ?? <TrendFigure points={summary.trend} />}
        </section>
      )}
    </div>
  );
}

function Head({ summary }: { summary: Summary }) {
  const { score } = summary;
  const beside = [say.targetWords(summary), say.changeWords(summary), say.managedWords(summary)];
  return (
    <div className="sm-head">
      {score && (
        <p className="sm-grade">
          <span className="sm-letter">{score.grade}</span>
          <span>grade</span>
          <span>target {points(score.target)}</span>
        </p>
      )}
      <div className="sm-lead">
        <p>{say.scoreWords(summary)}</p>
        <p className="sm-sub">{beside.filter(Boolean).join(" ")}</p>
      </div>
    </div>
  );
}

/** Large, and small for phones: the style shows one of them. */
function Drawing({ summary }: { summary: Summary }) {
  const drawing = drawingOf(summary);
  if (!drawing) return null;
  return (
    <div className="sm-drawing">
      <div className="sm-wide">
        <Fortress drawing={drawing} width={1040} />
      </div>
      <div className="sm-narrow">
        <Fortress drawing={drawing} width={358} />
      </div>
      <Legend drawing={drawing} />
    </div>
  );
}

function Reasons({ summary }: { summary: Summary }) {
  return (
    <section aria-label="What holds it back">
      <h2>What holds it back</h2>
      {summary.holdsBack.length === 0 ? (
        <p>No single repair would move the score by a tenth of a point.</p>
      ) : (
        <ol className="sm-reasons">
          {summary.holdsBack.map((one) => (
            <li key={one.text}>{say.holdsBackWords(one, summary)}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
