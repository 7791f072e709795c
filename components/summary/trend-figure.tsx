import type { Summary } from "@/lib/exports/summary";
import { day, score } from "@/lib/format";
import { PlainTable } from "./plain-table";

interface Size {
  width: number;
  height: number;
}
const WIDE: Size = { width: 1040, height: 130 };
/** For phones: letters keep their size, and are read. */
const NARROW: Size = { width: 358, height: 130 };
const NARROW_POINTS = 60;
const LEFT = 30;
const TOP = 8;
const FOOT = 22;
/** Rows of the table below it: so many days tell the same. */
const ROWS = 13;

type Point = { at: string; proven: number; possible: number };

const dayOf = ({ at }: Point): string => day(at, "UTC");

/** Proven and possible over time as a still picture, and the same as a table. Needs no script. */
export function TrendFigure({ points }: { points: Summary["trend"] }) {
  const known = points.flatMap(({ at, proven, possible }): Point[] =>
    proven === null ? [] : [{ at, proven, possible: possible ?? proven }],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < 2) return <p>So far one day alone is known.</p>;
  const label = `Proven went from ${score(first.proven)} on ${dayOf(first)} to ${score(last.proven)} on ${dayOf(last)}.`;
  return (
    <figure>
      <div className="sm-wide">
        <Picture points={known} size={WIDE} label={label} />
      </div>
      <div className="sm-narrow">
        <Picture points={thinned(known, NARROW_POINTS)} size={NARROW} label={label} />
      </div>
      <figcaption className="sm-sub">
        The line is what was proven, the dashed one what was possible.
      </figcaption>
      <details className="sm-details">
        <summary>The figures of the trend</summary>
        <PlainTable
          caption="The figures of the trend"
          rows={thinned(known, ROWS)}
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

function Picture({ points, size, label }: { points: readonly Point[]; size: Size; label: string }) {
  const { width, height } = size;
  const { proven, possible, band, y } = lines(points, size);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} {...size} className="fx" role="img" aria-label={label}>
      {[0, 50, 100].map((mark) => (
        <g key={mark}>
          <path d={`M${LEFT} ${y(mark)}H${width}`} stroke="var(--fx-line)" />
          <text x={LEFT - 6} y={Number(y(mark)) + 4} fontSize="11" textAnchor="end" fill="var(--fx-soft)">
            {mark}
          </text>
        </g>
      ))}
      <path d={band} fill="var(--unproven-soft)" />
      <path d={possible} fill="none" stroke="var(--fx-unproven)" strokeDasharray="3 3" />
      <path d={proven} fill="none" stroke="var(--fx-ink)" strokeWidth="1.8" />
      {[points[0], points.at(-1)].map((point, end) => (
        <text
          key={point?.at}
          x={end === 0 ? LEFT : width}
          y={height - 4}
          fontSize="11"
          textAnchor={end === 0 ? "start" : "end"}
          fill="var(--fx-soft)"
        >
          {point && dayOf(point)}
        </text>
      ))}
    </svg>
  );
}

function lines(points: readonly Point[], { width, height }: Size) {
  const [from, to] = [points[0], points.at(-1)].map((point) => Date.parse(point?.at ?? ""));
  const span = Math.max(1, (to ?? 0) - (from ?? 0));
  const x = ({ at }: Point): string =>
    (LEFT + ((Date.parse(at) - (from ?? 0)) / span) * (width - LEFT)).toFixed(1);
  const y = (value: number): string => (TOP + (1 - value / 100) * (height - FOOT - TOP)).toFixed(1);
  const along = (some: readonly Point[], of: (point: Point) => number): string =>
    some.map((point) => `${x(point)} ${y(of(point))}`).join("L");
  const [proven, possible] = [along(points, (one) => one.proven), along(points, (one) => one.possible)];
  const back = along([...points].reverse(), (one) => one.proven);
  return { proven: `M${proven}`, possible: `M${possible}`, band: `M${possible}L${back}Z`, y };
}

/** The first, the last, and some between. */
function thinned(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]).flatMap(
    (point) => point ?? [],
  );
}
