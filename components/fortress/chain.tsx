import { box, num, segment, times } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";
import { capHeight, wrap } from "./text";

interface ChainProps {
  x: number;
  /** y of the cap. */
  y: number;
  width: number;
}

/** A chain across a tower, at exactly the height at which it is held. */
export function Chain({ x, y, width }: ChainProps) {
  const links = times((width + 24) / 9, (index) => {
    const left = x - 11 + index * 9;
    return `M${num(left)} ${num(y)}a3.9 2.8 0 1 0 7.8 0a3.9 2.8 0 1 0-7.8 0m6 0h4.8`;
  });
  return (
    <g data-zone="held">
      <path d={segment(x - 13, y, x + width + 13, y)} stroke={paint("paper")} strokeWidth="8.5" />
      <path d={links} fill="none" stroke={paint("held")} strokeWidth="1.6" />
    </g>
  );
}

interface ChainLabelProps extends ChainProps {
  at: number;
  cause: string;
  /** y of the ground, so that the label never hangs into the moat. */
  ground: number;
}

const ROW = 13;

/** What holds the tower, on a board that hangs from the chain; on a low chain it stands above. Four rows at most. */
export function ChainLabel({ x, y, width, at, cause, ground }: ChainLabelProps) {
  const wide = Math.max(width - 10, Math.min(100, width + 12));
  const middle = x + width / 2;
  const rows = wrap(cause, wide - 10, 10, wide < 90 ? 4 : 3);
  const height = 24 + rows.length * ROW;
  const hangs = y + 12 + height < ground - 14;
  const top = hangs ? y + 12 : y - 12 - height;
  const [from, to] = hangs ? [y + 3, top] : [y - 3, top + height];
  const ropes = [-1, 1]
    .map((side) => segment(middle + side * (wide / 2 - 14), from, middle + side * (wide / 2 - 14), to))
    .join("");
  return (
    <>
      <path d={ropes} stroke={paint("held")} strokeWidth="1.4" />
      <path
        d={box(middle - wide / 2, top, wide, height)}
        fill={paint("paper")}
        stroke={paint("held")}
        strokeWidth="1.2"
      />
      <Label x={middle} y={top + 16} size={11.5} fill={paint("held")} anchor="middle" bold>
        {`held at ${capHeight(at)}`}
      </Label>
      {rows.map((row, index) => (
        <Label
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text have no other identity
          key={index}
          x={middle}
          y={top + 30 + index * ROW}
          size={10}
          fill={paint("ink")}
          anchor="middle"
        >
          {row}
        </Label>
      ))}
    </>
  );
}
