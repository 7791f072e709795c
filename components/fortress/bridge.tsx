import type { MeasureStatus } from "@/lib/fortress/posture";
import { num, segment, times } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";

interface BridgeProps {
  /** The middle of the gate, on the ground. */
  x: number;
  y: number;
  scale: number;
  /** From the ground to the far bank. */
  moat: number;
  /** Room for the gate in the stone above the ground; a gate is never taller than its tower. */
  stone: number;
  state: MeasureStatus;
}

/** A drawbridge: down to the far bank = in place, half raised on chains = weak, dashed = missing, with "?" = unknown. */
export function Bridge({ x, y, scale, moat, stone, state }: BridgeProps) {
  const half = 9.5 * scale;
  const height = Math.max(3, Math.min(16.5 * scale, stone - 2));
  const arch = Math.min(half, height);
  const gate =
    `M${num(x - half)} ${num(y)}v${num(arch - height)}` +
    `a${num(half)} ${num(arch)} 0 0 1 ${num(2 * half)} 0v${num(height - arch)}z`;
  const deck = (length: number) =>
    `M${num(x - half)} ${num(y)}h${num(2 * half)}l${num(length * 0.09)} ${num(length)}h${num(-2 * half - length * 0.18)}z`;
  switch (state) {
    case "in place":
      return (
        <>
          <path d={gate} fill={paint("void")} stroke={paint("ink")} strokeWidth="1.2" />
          <path d={deck(moat)} fill={paint("stone-warm")} stroke={paint("ink")} strokeWidth="1.2" />
          <path
            d={times(moat / 5 - 0.5, (plank) =>
              segment(x - half, y + (plank + 1) * 5, x + half, y + (plank + 1) * 5),
            )}
            stroke={paint("ink")}
          />
        </>
      );
    case "weak": {
      const raised = moat * 0.42;
      const chains =
        segment(x - half - 1, y + raised, x - half + 1, y - height * 0.55) +
        segment(x + half + 1, y + raised, x + half - 1, y - height * 0.55);
      return (
        <>
          <path d={gate + deck(raised)} fill={paint("paper")} stroke={paint("ink")} strokeWidth="1.2" />
          <path d={chains} stroke={paint("ink")} strokeWidth=".9" />
        </>
      );
    }
    case "missing":
      return (
        <path
          d={gate + deck(moat)}
          fill={paint("paper")}
          stroke={paint("failed")}
          strokeWidth="1.1"
          strokeDasharray="2.2 1.9"
        />
      );
    case "unknown":
      return (
        <>
          <path
            d={gate + deck(moat)}
            fill={paint("paper")}
            stroke={paint("unproven")}
            strokeWidth="1.1"
            strokeDasharray="2.2 1.9"
          />
          <Label
            x={x}
            y={y + moat * 0.5 + 4}
            size={Math.max(9, 11 * scale)}
            fill={paint("unproven")}
            anchor="middle"
            bold
          >
            ?
          </Label>
        </>
      );
  }
}
