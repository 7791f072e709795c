import type { Summary } from "@/lib/exports/summary";
import { day, score } from "@/lib/format";
import { PlainTable } from "./plain-table";

const WIDTH = 1040;
const HEIGHT = 150;
const LEFT = 30;
const TOP = 8;
const FOOT = 22;
/** Rows of the table below it: so many days tell the same. */
const ROWS = 13;

type Point = { at: string; proven: number; possible: number };

const dayOf = ({ at }: Point): string => day(at, "UTC");
const y = (value: number): string => (TOP + (1 - value / 100) * (HEIGHT - FOOT - TOP)).toFixed(1);

/** Proven and possible over time as a still picture, and the same as a table. Needs no script. */
export function TrendFigure({ points }: { points: Summary["trend"] }) {
  const known = points.flatMap(({ at, proven, possible }): Point[] =>
    proven === null ? [] : [{ at, proven, possible: possible ?? proven }],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < 2) return <p>So far one day alone is known.</p>;
  const { proven, possible, band } = lines(known, Date.parse(first.at), Date.parse(last.at));
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        className="fx"
        role="img"
        aria-label={`Proven went from ${score(first.proven)} on ${dayOf(first)} to ${score(last.proven)} on ${dayOf(last)}.`}
      >
        {[0, 50, 100].map((mark) => (
          <g key={mark}>
            <path d={`M${LEFT} ${y(mark)}H${WIDTH}`} stroke="var(--fx-line)" />
            <text x={LEFT - 6} y={Number(y(mark)) + 4} fontSize="11" textAnchor="end" fill="var(--fx-soft)">
              {mark}
            </text>
          </g>
        ))}
        <path d={band} fill="var(--unproven-soft)" />
        <path d={possible} fill="none" stroke="var(--fx-unproven)" strokeDasharray="3 3" />
        <path d={proven} fill="none" stroke="var(--fx-ink)" strokeWidth="1.8" />
        <text x={LEFT} y={HEIGHT - 4} fontSize="11" fill="var(--fx-soft)">
          {dayOf(first)}
        </text>
        <text x={WIDTH} y={HEIGHT - 4} fontSize="11" textAnchor="end" fill="var(--fx-soft)">
          {dayOf(last)}
        </text>
      </svg>
      <figcaption className="sm-sub">
        The line is what was proven, the dashed one what was possible.
      </figcaption>
      <details className="sm-details">
        <summary>The figures of the trend</summary>
        <PlainTable
          caption="The figures of the trend"
          rows={thinned(known)}
          columns={[
            { title: "Day", of: dayOf },
            { title: "Proven", number: true, of: (point) => score(point.proven) },
            { title: "Possible", number: true, of: (point) => score(point.possible) },
          ]}
        />
      </details>
    </figure>
  );
}

function lines(known: readonly Point[], from: number, to: number) {
  const x = ({ at }: Point): string =>
    (LEFT + ((Date.parse(at) - from) / Math.max(1, to - from)) * (WIDTH - LEFT)).toFixed(1);
  const along = (points: readonly Point[], of: (point: Point) => number): string =>
    points.map((point) => `${x(point)} ${y(of(point))}`).join("L");
  const [proven, possible] = [along(known, (one) => one.proven), along(known, (one) => one.possible)];
  const back = along([...known].reverse(), (one) => one.proven);
  return { proven: `M${proven}`, possible: `M${possible}`, band: `M${possible}L${back}Z` };
}

/** The first, the last, and some between. */
function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= ROWS) return points;
  const step = (points.length - 1) / (ROWS - 1);
  return Array.from({ length: ROWS }, (_, index) => points[Math.round(index * step)]).flatMap(
    (point) => point ?? [],
  );
}
