/** Proven and possible over the period, as two lines. */
import { G, Line, Polyline, Svg, Text } from "@react-pdf/renderer";
import { num } from "@/components/fortress/geometry";
import { day, score } from "@/lib/format";
import type { Summary } from "../summary";
import { DRAWING, INK, LINE, SOFT } from "./colours";
import { FAMILY } from "./fonts";
import { tagged } from "./tag";

const WIDTH = 510;
const HEIGHT = 100;
const LEFT = 22;
const FOOT = 86;
const TOP = 6;

const WORDS = { fontFamily: FAMILY, fontSize: 7 };

export function Trend({ trend }: { trend: Summary["trend"] }) {
  const times = trend.map(({ at }) => Date.parse(at));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const y = (points: number): number => FOOT - ((FOOT - TOP) * points) / 100;
  const line = (figure: "proven" | "possible"): string =>
    trend
      .flatMap((point, index) => {
        const value = point[figure];
        const x = LEFT + ((WIDTH - LEFT) * ((times[index] ?? from) - from)) / Math.max(1, to - from);
        return value === null ? [] : [`${num(x)},${num(y(value))}`];
      })
      .join(" ");
  return (
    <Svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      style={{ width: WIDTH, height: HEIGHT }}
      {...tagged({ type: "Figure", alt: inWords(trend) })}
    >
      {[0, 50, 100].map((points) => (
        <G key={points}>
          <Line {...{ x1: LEFT, x2: WIDTH, y1: y(points), y2: y(points) }} stroke={LINE} strokeWidth={0.6} />
          <Text {...{ x: LEFT - 5, y: y(points) + 2.5, textAnchor: "end", fill: SOFT }} style={WORDS}>
            {String(points)}
          </Text>
        </G>
      ))}
      <Text {...{ x: LEFT, y: HEIGHT - 4, fill: SOFT }} style={WORDS}>
        {day(from, "UTC")}
      </Text>
      <Text {...{ x: WIDTH, y: HEIGHT - 4, textAnchor: "end", fill: SOFT }} style={WORDS}>
        {day(to, "UTC")}
      </Text>
      <Polyline
        points={line("possible")}
        {...{ fill: "none", stroke: DRAWING.unproven, strokeWidth: 1, strokeDasharray: "3 2" }}
      />
      <Polyline points={line("proven")} {...{ fill: "none", stroke: INK, strokeWidth: 1.4 }} />
    </Svg>
  );
}

/** Where both lines begin and end. */
function inWords(trend: Summary["trend"]): string {
  const at = (point?: Summary["trend"][number]): string =>
    point ? `${day(point.at, "UTC")}: proven ${score(point.proven)}, possible ${score(point.possible)}` : "";
  return `${at(trend[0])}. ${at(trend.at(-1))}.`;
}
