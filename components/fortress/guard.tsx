import type { MeasureStatus } from "@/lib/fortress/posture";
import { num } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";

interface GuardProps {
  /** The middle of the feet. */
  x: number;
  y: number;
  scale: number;
  state: MeasureStatus;
}

/** A guard: figure with a spear = in place, outline = weak or silent, dashed = missing, dashed with "?" = unknown. */
export function Guard({ x, y, scale, state }: GuardProps) {
  const p = (dx: number, dy: number) => `${num(x + dx * scale)} ${num(y - dy * scale)}`;
  const radius = num(3.9 * scale);
  const body = `M${p(-6.5, 0)}C${p(-6.5, 8)} ${p(-5.5, 14)} ${p(0, 14.5)}C${p(5.5, 14)} ${p(6.5, 8)} ${p(6.5, 0)}z`;
  const head = `M${p(-3.9, 19)}a${radius} ${radius} 0 1 0 ${num(7.8 * scale)} 0a${radius} ${radius} 0 1 0 ${num(-7.8 * scale)} 0z`;
  const rim = (
    <path
      d={body + head}
      fill={paint("paper")}
      stroke={paint("paper")}
      strokeWidth="4"
      strokeLinejoin="round"
    />
  );
  switch (state) {
    case "in place":
      return (
        <>
          {rim}
          <path
            d={`${body}${head}M${p(9, 0)}L${p(9, 26)}`}
            fill={paint("ink")}
            stroke={paint("ink")}
            strokeWidth={num(1.4 * scale)}
          />
        </>
      );
    case "weak":
      return (
        <>
          {rim}
          <path d={body + head} fill={paint("paper")} stroke={paint("ink")} strokeWidth="1.3" />
        </>
      );
    case "missing":
      return (
        <>
          {rim}
          <path
            d={body + head}
            fill="none"
            stroke={paint("failed")}
            strokeWidth="1.2"
            strokeDasharray="2.2 1.9"
          />
        </>
      );
    case "unknown":
      return (
        <>
          {rim}
          <path d={body} fill="none" stroke={paint("unproven")} strokeWidth="1.2" strokeDasharray="2.2 1.9" />
          <Label
            x={x}
            y={y - 16 * scale}
            size={Math.max(9, 12 * scale)}
            fill={paint("unproven")}
            anchor="middle"
            bold
            halo
          >
            ?
          </Label>
        </>
      );
  }
}
