import { hatch, segment, times } from "./geometry";
import { paint } from "./paint";

interface ScaffoldProps {
  x: number;
  /** y of the top, which is *possible*. */
  y: number;
  width: number;
  height: number;
  /** How far it stands out at each side. */
  overhang: number;
  /** Height of one lift: 10 points. */
  lift: number;
  /** Out of reach while a cap holds the tower. */
  pale?: boolean;
}

/** Possible but not proven: scaffolding over hatching. */
export function Scaffold({ x, y, width, height, overhang, lift, pale }: ScaffoldProps) {
  if (height <= 0.5) return null;
  const foot = y + height;
  const left = x - overhang;
  const right = x + width + overhang;
  const ledgers = times(Math.ceil(height / lift) - 1, (index) => {
    const level = foot - (index + 1) * lift;
    return segment(left, level, right, level);
  });
  const poles = [x - overhang / 2, x + width / 2, x + width + overhang / 2]
    .map((pole) => segment(pole, foot, pole, y))
    .join("");
  return (
    <g stroke={paint("unproven")} opacity={pale ? ".45" : undefined} data-zone="unproven">
      <path d={hatch(x, y, width, height, 7)} strokeWidth=".7" strokeOpacity=".5" />
      <path d={ledgers + poles} fill="none" />
      <path d={segment(left, y, right, y)} strokeWidth="1.6" />
    </g>
  );
}
