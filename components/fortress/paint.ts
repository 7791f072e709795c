/** The colours of the drawing. Their values for light, dark and print stand in `fortress.css`. */
type Paint =
  | "ink"
  | "soft"
  | "line"
  | "paper"
  | "void"
  | "joint"
  | "rule"
  | "stone"
  | "stone-cool"
  | "stone-warm"
  | "unproven"
  | "failed"
  | "held"
  | "own";

/** A colour of the theme, as the value of a `fill` or `stroke` attribute: no inline style is needed. */
export function paint(name: Paint): string {
  return `var(--fx-${name})`;
}
