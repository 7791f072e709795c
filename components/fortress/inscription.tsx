import { TOWERS } from "@/lib/fortress/types";
import { num } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";
import type { Plan } from "./plan";
import { ageWords } from "./sentence";
import { capHeight, fitMiddle, score, textWidth, wrap } from "./text";
import { type FortressDrawing, TOWER_NAMES } from "./types";

/** One row of words below the small drawing. */
interface Row {
  words: string;
  look: "story" | "silent" | "held" | "held-on";
}

/** What the small form says below its name: grade, figures, age, and the cause of every chain in up to two rows. */
export function inscriptionRows(drawing: FortressDrawing, width: number): Row[] {
  const room = width - 8;
  const figures =
    drawing.proven === null
      ? "no grade"
      : `grade ${drawing.grade ?? "–"} · proven ${score(drawing.proven)}${
          drawing.possible - drawing.proven > 0.05 ? `, up to ${score(drawing.possible)}` : ""
        }`;
  const age = ageWords(drawing);
  const look = drawing.silentSince === undefined ? "story" : "silent";
  const line = `${figures} · ${age}`;
  const story: Row[] =
    textWidth(line, 11) <= room
      ? [{ words: line, look }]
      : [
          { words: figures, look: "story" },
          { words: wrap(age, room, 11, 1).join(""), look },
        ];
  const held = TOWERS.flatMap((tower): Row[] => {
    const { cap, proven } = drawing.towers[tower];
    if (!cap || proven === null) return [];
    const words = `${TOWER_NAMES[tower]} held at ${capHeight(cap.at)}: ${cap.cause}`;
    return wrap(words, width - 35, 11, 2).map((row, index) => ({
      words: row,
      look: index === 0 ? "held" : "held-on",
    }));
  });
  return [...story, ...held];
}

/** The small form has no room on its wall: the words of the tablet stand below, and what its chains hold. */
export function Inscription({ drawing, plan }: { drawing: FortressDrawing; plan: Plan }) {
  const foot = plan.ground + plan.moat;
  const middle = plan.width / 2;
  return (
    <g data-part="tablet">
      <Label x={middle} y={foot + 76} size={15} fill={paint("ink")} anchor="middle" bold>
        {fitMiddle(drawing.host, plan.width - 8, 15.5)}
      </Label>
      {inscriptionRows(drawing, plan.width).map(({ words, look }, index) => {
        const y = foot + 94 + index * 16;
        if (look === "story" || look === "silent") {
          return (
            <Label
              key={y}
              x={middle}
              y={y}
              size={11}
              fill={paint(look === "silent" ? "unproven" : "soft")}
              anchor="middle"
            >
              {words}
            </Label>
          );
        }
        return (
          <g key={y}>
            {look === "held" && (
              <path
                d={`M6 ${num(y - 3.5)}${"a3 2.4 0 1 0 6 0a3 2.4 0 1 0-6 0m6 0".repeat(3)}`}
                fill="none"
                stroke={paint("held")}
                strokeWidth="1.4"
              />
            )}
            <Label x={29} y={y} size={11} fill={paint("ink")}>
              {words}
            </Label>
          </g>
        );
      })}
    </g>
  );
}
