/** A small picture for a page elsewhere: the grade and how old it is. Pure. */
import type { Summary } from "@/lib/exports/summary";
import { plural } from "@/lib/format";

const HEIGHT = 20;
/** px of a letter of Verdana 11, roughly: the text is fitted into what that makes. */
const LETTER = 6.6;
const PAD = 12;

const widthOf = (text: string): number => Math.round(text.length * LETTER + PAD);

/** Slate for what is solid, ochre for what is doubtful, brick for what is not. */
const COLOURS: Record<string, string> = {
  ...{ A: "#3d4a63", B: "#4f5d78", C: "#87590a", D: "#87590a", E: "#a63d22", F: "#a63d22" },
};

const DAY = 86_400_000;

/** `today`, `yesterday`, `3 days ago` */
function old(at: string, now: number): string {
  const days = Math.floor((now - Date.parse(at)) / DAY);
  if (days < 2) return days < 1 ? "today" : "yesterday";
  return `${plural(days, "day")} ago`;
}

/** @param now milliseconds */
export function badge({ score, at }: Pick<Summary, "score" | "at">, now: number): string {
  const right = score ? `grade ${score.grade}, ${old(at, now)}` : "no evidence";
  const left = "security posture";
  const [first, second] = [widthOf(left), widthOf(right)];
  const label = `${left}: ${right}`;
  const word = (text: string, x: number, width: number): string =>
    `<text x="${x + width / 2}" y="14" textLength="${width - PAD}" lengthAdjust="spacingAndGlyphs">${text}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${first + second}" height="${HEIGHT}" role="img" aria-label="${label}">`,
    `<title>${label}</title><rect width="${first}" height="${HEIGHT}" fill="#1d2430"/>`,
    `<rect x="${first}" width="${second}" height="${HEIGHT}" fill="${COLOURS[score?.grade ?? ""] ?? "#5f6876"}"/>`,
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
    `${word(left, 0, first)}${word(right, first, second)}</g></svg>`,
  ].join("");
}
