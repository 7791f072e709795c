import { num } from "./geometry";
import { paint } from "./paint";

interface FogProps {
  /** Left and right end. */
  from: number;
  to: number;
  ground: number;
  /** px per point. */
  point: number;
  small?: boolean;
}

/** Heights of the banks in points, and how much each hides: together they never hide more than two thirds. */
const BANKS = [
  { height: 66, hides: ".26" },
  { height: 46, hides: ".26" },
  { height: 27, hides: ".24" },
  { height: 10, hides: ".18" },
];
const SMALL_BANKS = [
  { height: 60, hides: ".42" },
  { height: 26, hides: ".42" },
];

/** Mist from the ground: the host is silent, and what stands behind it is old knowledge. */
export function Fog({ from, to, ground, point, small }: FogProps) {
  const waves = small ? 3 : 6;
  const wave = (to - from) / waves;
  return (
    <g data-zone="silent">
      {(small ? SMALL_BANKS : BANKS).map(({ height, hides }, index) => {
        const swell = (index % 2 === 0 ? 1 : -1) * (small ? 6 : 16);
        const crest =
          `M${num(from)} ${num(ground - height * point)}q${num(wave / 2)} ${swell} ${num(wave)} 0` +
          `t${num(wave)} 0`.repeat(waves - 1);
        return (
          <g key={height}>
            <path d={`${crest}V${num(ground - 1)}H${num(from)}z`} fill={paint("paper")} fillOpacity={hides} />
            <path
              d={crest}
              fill="none"
              stroke={paint("soft")}
              strokeWidth=".9"
              strokeOpacity=".7"
              strokeDasharray={small ? "9 4 16 5" : "26 9 60 14 8 9"}
            />
          </g>
        );
      })}
    </g>
  );
}
