/** The score on one line: proven, possible, the target and where it stood before. */
import { G, Line, Path, Rect, Svg } from "@react-pdf/renderer";
import { hatch } from "@/components/fortress/geometry";
import { score as figure } from "@/lib/format";
import type { Summary } from "../summary";
import { DRAWING, INK, LINE } from "./colours";
import { tagged } from "./tag";

const WIDTH = 300;
const HEIGHT = 26;
const TOP = 7;
const DEPTH = 12;

export function Range({
  score,
  before,
}: {
  score: NonNullable<Summary["score"]>;
  before: Summary["before"];
}) {
  const alt = [
    `Scale of 0 to 100: proven ${figure(score.proven)}, possible ${figure(score.possible)}`,
    `target ${figure(score.target)}`,
    ...(before ? [`proven before ${figure(before.proven)}`] : []),
  ].join(", ");
  const x = (points: number): number => (WIDTH * points) / 100;
  const [proven, possible, target] = [x(score.proven), x(score.possible), x(score.target)];
  return (
    <Svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      style={{ width: WIDTH, height: HEIGHT }}
      {...tagged({ type: "Figure", alt })}
    >
      <Rect x={0} y={TOP} width={WIDTH} height={DEPTH} fill="none" stroke={LINE} strokeWidth={0.8} />
      <G stroke={DRAWING.unproven} strokeWidth={0.6}>
        <Path d={hatch(proven, TOP, possible - proven, DEPTH, 4) || "M0 0"} fill="none" />
        <Rect x={proven} y={TOP} width={possible - proven} height={DEPTH} fill="none" />
      </G>
      <Rect x={0} y={TOP} width={proven} height={DEPTH} fill="#5a6b86" />
      {before && (
        <Line
          {...{ x1: x(before.proven), x2: x(before.proven), y1: TOP, y2: TOP + DEPTH + 4 }}
          stroke={INK}
          strokeWidth={0.8}
          strokeDasharray="1.5 1.5"
        />
      )}
      <Path d={`M${target} ${TOP - 1}l-3 -5h6z`} fill={INK} />
      <Line {...{ x1: target, x2: target, y1: TOP - 1, y2: TOP + DEPTH + 1 }} stroke={INK} strokeWidth={1} />
    </Svg>
  );
}
