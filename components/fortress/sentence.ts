/** The drawing in words: what a screen reader hears, and what small forms show as their title. */
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { capHeight, plain, score } from "./text";
import {
  type FortressDrawing,
  type MeasureDrawing,
  type MeasureRole,
  TOWER_NAMES,
  type TowerDrawing,
} from "./types";

/** A cause or reason inside a sentence; the table beside the drawing has it in full. */
const LONGEST_CAUSE = 160;

function short(text: string): string {
  const line = plain(text);
  const characters = Array.from(line);
  return characters.length > LONGEST_CAUSE ? `${characters.slice(0, LONGEST_CAUSE - 1).join("")}…` : line;
}

/** "Integrity: proven 40.0, possible 40.0, held at 40 by rkhunter: …" */
export function towerSentence(tower: Tower, drawing: TowerDrawing): string {
  const name = TOWER_NAMES[tower];
  if (drawing.proven === null) return `${name}: no evidence`;
  const { proven, possible, cap } = drawing;
  const held = cap ? `, held at ${capHeight(cap.at)} by ${short(cap.cause)}` : "";
  return `${name}: proven ${score(proven)}, possible ${score(possible)}${held}${change(drawing)}`;
}

/** "+1.6" since the reader's last look, "" without a change that one decimal can show. */
export function changeOf({ before, proven }: TowerDrawing): string {
  if (before === undefined || proven === null) return "";
  const difference = (Number(score(proven)) - Number(score(before))).toFixed(1);
  if (Number(difference) === 0) return "";
  return difference.startsWith("-") ? difference.replace("-", "−") : `+${difference}`;
}

function change(drawing: TowerDrawing): string {
  const difference = changeOf(drawing);
  return difference && `, ${difference} since your last look`;
}

/** "Integrity, guard: malware checks, weak. rkhunter has been silent for 49 days." */
export function measureSentence(tower: Tower, role: MeasureRole, measure: MeasureDrawing): string {
  const why = measure.why ? `. ${short(measure.why)}` : "";
  return `${TOWER_NAMES[tower]}, ${role}: ${plain(measure.name)}, ${measure.state}${why}`;
}

/** All guards and bridges in words; "" where there are none. */
export function measuresSentence(drawing: FortressDrawing, towers: readonly Tower[] = TOWERS): string {
  return towers
    .flatMap((tower) => [
      ...drawing.towers[tower].guards.map((guard) => measureSentence(tower, "guard", guard)),
      ...drawing.towers[tower].bridges.map((bridge) => measureSentence(tower, "bridge", bridge)),
    ])
    .map((sentence) => `${sentence}.`)
    .join(" ");
}

/** "evidence 3 h old", "evidence of now", "silent since 30 Oct 2026" or "no evidence yet". */
export function ageWords({ silentSince, age, proven }: FortressDrawing): string {
  if (silentSince !== undefined) return `silent since ${plain(silentSince)}`;
  if (age === "now") return "evidence of now";
  if (age !== undefined) return `evidence ${plain(age)} old`;
  return proven === null ? "no evidence yet" : "evidence of unknown age";
}

/** The whole fortress in one breath; with `focus`, one of its towers. */
export function fortressSentence(drawing: FortressDrawing, focus?: Tower): string {
  const host = plain(drawing.host);
  const age = ageWords(drawing);
  const end = `${age.charAt(0).toUpperCase()}${age.slice(1)}.`;
  if (focus) return `${host}, ${towerSentence(focus, drawing.towers[focus])}. ${end}`;
  const whole =
    drawing.proven === null
      ? "no grade, nothing proven"
      : `grade ${drawing.grade ?? "–"}, proven ${score(drawing.proven)}, possible ${score(drawing.possible)}`;
  const towers = TOWERS.map((tower) => towerSentence(tower, drawing.towers[tower])).join("; ");
  return `${host}: ${whole}. ${towers}. ${end}`;
}
