import { noise, num } from "./geometry";
import { paint } from "./paint";

interface RuinProps {
  x: number;
  /** y of the broken edge, which is *possible*. */
  y: number;
  width: number;
  /** Up to 100. */
  height: number;
  seed: number;
  /** Depth of the battlements that would stand there. */
  crown: number;
}

/** What failed: open sky above a broken edge. Only dots remember the whole tower. */
export function Ruin({ x, y, width, height, seed, crown }: RuinProps) {
  if (height <= 0.5) return null;
  const top = y - height;
  const merlon = width / 7;
  const depth = num(Math.min(crown, height));
  const sides =
    height > 16 ? `M${num(x)} ${num(y - 14)}V${num(top)}M${num(x + width)} ${num(y - 14)}V${num(top)}` : "";
  const merlons = [0, 2, 4, 6]
    .map(
      (at) =>
        `M${num(x + at * merlon)} ${num(top + Math.min(crown, height))}v-${depth}h${num(merlon)}v${depth}`,
    )
    .join("");
  return (
    <g data-zone="failed">
      <path
        d={sides + merlons}
        fill="none"
        stroke={paint("soft")}
        strokeDasharray=".1 3.6"
        strokeLinecap="round"
      />
      <path
        d={brokenEdge(x, y, width, Math.min(height, 12), seed)}
        fill={paint("paper")}
        stroke={paint("failed")}
        strokeWidth="1.2"
        strokeLinejoin="round"
      />
    </g>
  );
}

/** Stumps of broken stones: steps of uneven width that stand on the height they broke at. */
function brokenEdge(x: number, y: number, width: number, most: number, seed: number): string {
  const steps = Math.max(5, Math.min(13, Math.round(width / 10)));
  const widths = Array.from({ length: steps }, (_, index) => 0.6 + noise(seed + index * 7, index) * 0.8);
  const unit = width / widths.reduce((sum, step) => sum + step, 0);
  const stumps = widths.map((step, index) => {
    const rise = Math.round(noise(seed + index * 3, index * 5) * 4) / 4;
    return `V${num(y - rise * most)}h${num(step * unit)}`;
  });
  return `M${num(x)} ${num(y)}${stumps.join("")}V${num(y)}`;
}
