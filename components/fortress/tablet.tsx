import { box, segment } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";
import type { Plan } from "./plan";
import { ageWords } from "./sentence";
import { fitEnd, fitMiddle, textWidth, wrap } from "./text";
import type { FortressDrawing } from "./types";

/** px that the figures of a tower take beside it. */
const FIGURES = 56;

export interface TabletPlace {
  x: number;
  y: number;
  width: number;
  height: number;
  /** The age of the evidence, in its rows. */
  rows: readonly string[];
}

/** Where the tablet lies, as wide as its words want and the wall allows; null where there is none. */
export function placeTablet(drawing: FortressDrawing, plan: Plan): TabletPlace | null {
  if (!plan.tablet) return null;
  const age = ageWords(drawing);
  const most = plan.tablet.width - 16;
  const wanted = 66 + Math.max(textWidth(drawing.host, 16), textWidth(age, 11.5));
  const width = Math.min(most, Math.max(wanted, Math.min(most, 168)));
  const middle = (plan.tablet.width - width) / 2;
  // Off the figures of the tower at its left, where there is room for that.
  const x = plan.tablet.x + Math.max(middle, Math.min(FIGURES, plan.tablet.width - width - 8));
  const rows = ageRows(drawing, roomOf(width));
  const height = 33 + rows.length * 13;
  return { x, y: plan.ground - 12.5 * plan.point - height / 2, width, height, rows };
}

/** px for words beside the grade. */
const roomOf = (width: number): number => width - 62;

interface TabletProps {
  drawing: FortressDrawing;
  place: TabletPlace;
}

/** The stone tablet in the long wall: grade, host and age of its evidence. */
export function Tablet({ drawing, place }: TabletProps) {
  const { x, y, width, height, rows } = place;
  const room = roomOf(width);
  const size = Math.max(11.5, Math.min(16, (16 * room) / Math.max(1, textWidth(drawing.host, 16))));
  const silent = drawing.silentSince !== undefined;
  return (
    <g data-part="tablet">
      <path d={box(x, y, width, height)} fill={paint("paper")} stroke={paint("ink")} strokeWidth="1.2" />
      <path d={segment(x + 43, y + 8, x + 43, y + height - 8)} stroke={paint("rule")} />
      <Label
        x={x + 22}
        y={y + height / 2 + 9.5}
        size={27}
        fill={paint(drawing.grade ? "ink" : "soft")}
        anchor="middle"
        bold
      >
        {drawing.grade ?? "–"}
      </Label>
      <Label x={x + 52} y={y + 20} size={size} fill={paint("ink")} bold>
        {fitMiddle(drawing.host, room, size * 1.04)}
      </Label>
      {rows.map((row, index) => (
        <Label
          key={row}
          x={x + 52}
          y={y + 36 + index * 13}
          size={11.5}
          fill={paint(silent ? "unproven" : "soft")}
        >
          {row}
        </Label>
      ))}
    </g>
  );
}

/** The age in one row or two; a date is never torn apart. */
function ageRows(drawing: FortressDrawing, room: number): string[] {
  const age = ageWords(drawing);
  if (drawing.silentSince === undefined || textWidth(age, 11.5) <= room) return wrap(age, room, 11.5, 2);
  return ["silent since", fitEnd(drawing.silentSince, room, 11.5)];
}
