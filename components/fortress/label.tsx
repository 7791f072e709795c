import { num } from "./geometry";

interface LabelProps {
  x: number;
  y: number;
  size: number;
  fill: string;
  anchor?: "middle" | "end";
  bold?: boolean;
  /** A rim of paper, for words that lie over lines. */
  halo?: boolean;
  children: string;
}

/** One line of text on the drawing. React escapes it. */
export function Label({ x, y, size, fill, anchor, bold, halo, children }: LabelProps) {
  return (
    <text
      x={num(x)}
      y={num(y)}
      fontSize={num(size)}
      fill={fill}
      textAnchor={anchor}
      fontWeight={bold ? 650 : undefined}
      className={halo ? "fx-halo" : undefined}
    >
      {children}
    </text>
  );
}
