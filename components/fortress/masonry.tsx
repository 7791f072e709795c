import { box, type CourseArea, courses } from "./geometry";
import { paint } from "./paint";

/** Laid courses: proven. */
export function Masonry(area: CourseArea) {
  if (area.to <= area.from) return null;
  const [stone, cool, warm] = courses(area);
  const { x, width, ground, point, from, to } = area;
  return (
    <>
      <path
        d={box(x, ground - to * point, width, (to - from) * point)}
        fill={paint("joint")}
        data-zone="proven"
      />
      <path d={stone} fill={paint("stone")} />
      <path d={cool} fill={paint("stone-cool")} />
      <path d={warm} fill={paint("stone-warm")} />
    </>
  );
}

/** Pale courses above a chain: laid, but not counted. */
export function PaleMasonry(area: CourseArea) {
  if (area.to <= area.from) return null;
  return (
    <path
      d={courses(area).join("")}
      fill={paint("paper")}
      stroke={paint("soft")}
      strokeWidth=".7"
      strokeOpacity=".55"
      data-zone="held-back"
    />
  );
}

interface RoundProps {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The shade of a round tower: bands that add up towards the right. */
export function Round({ x, y, width, height }: RoundProps) {
  return (
    <g fill={paint("void")} fillOpacity=".027">
      {[0.44, 0.53, 0.61, 0.68, 0.74, 0.8, 0.86, 0.91, 0.96].map((from) => (
        <path key={from} d={box(x + width * from, y, width * (1 - from), height)} />
      ))}
    </g>
  );
}

interface BattlementsProps {
  x: number;
  width: number;
  /** y of their top, which is the score. */
  top: number;
  depth: number;
  look: "stone" | "pale";
}

/** Four merlons and the walk behind them. Their outer edge ends exactly at the score. */
export function Battlements({ x, width, top, depth, look }: BattlementsProps) {
  if (depth <= 0) return null;
  const merlon = width / 7;
  const merlons = [0, 2, 4, 6].map((at) => box(x + at * merlon + 0.5, top + 0.5, merlon - 1, depth)).join("");
  const walk = box(x - 3, top + depth, width + 6, 4);
  if (look === "pale") {
    return (
      <path
        d={merlons + walk}
        fill={paint("paper")}
        stroke={paint("soft")}
        strokeWidth=".7"
        data-zone="battlements"
      />
    );
  }
  return <path d={merlons + walk} fill={paint("stone-cool")} stroke={paint("ink")} data-zone="battlements" />;
}
