/** Words on the drawing: cleaned of what could disturb the page, and cut to the room there is. */

/** At most so much of one hostile string is looked at. */
const MOST_CHARACTERS = 2000;

/** Control, direction-changing and invisible characters: they could reorder or hide the words around them. */
const INVISIBLE = /[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** A string from a report as one clean line of text. React escapes it later. */
export function plain(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replace(/\s+/gu, " ").replace(INVISIBLE, "").trim();
}

/** A score with one decimal, `–` where there is none. */
export function score(points: number | null): string {
  return points === null ? "–" : clampPoints(points).toFixed(1);
}

/** The height of a cap: whole where it is whole, as in "held at 40". */
export function capHeight(points: number): string {
  return String(Math.round(clampPoints(points) * 10) / 10);
}

/** A point of the scale: within 0–100 whatever comes in. */
export function clampPoints(points: number): number {
  return Number.isFinite(points) ? Math.min(100, Math.max(0, points)) : 0;
}

const NARROW = new Set("ilIj.,:;'|!ftr()[] /-");
const WIDE = new Set("mwMW@%…");

/** The width of one character in em, measured with Inter; a little too wide rather than too narrow. */
function em(character: string): number {
  if (NARROW.has(character)) return 0.36;
  if (WIDE.has(character)) return 0.92;
  if ((character >= "A" && character <= "Z") || (character >= "0" && character <= "9")) return 0.68;
  return (character.codePointAt(0) ?? 0) >= 0x2e80 ? 1.05 : 0.62;
}

/** An estimate of how wide a text is, in px. */
export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const character of text) sum += em(character);
  return sum * size;
}

/** The beginning of these characters that fits into `width` px. */
function beginning(characters: Iterable<string>, width: number, size: number): string[] {
  const fitting: string[] = [];
  let sum = 0;
  for (const character of characters) {
    sum += em(character) * size;
    if (sum > width) break;
    fitting.push(character);
  }
  return fitting;
}

/** The text if it fits into `width` px, else its beginning and `…`. */
export function fitEnd(text: string, width: number, size: number): string {
  const line = plain(text);
  if (textWidth(line, size) <= width) return line;
  return `${beginning(line, width - textWidth("…", size), size)
    .join("")
    .trimEnd()}…`;
}

/** As `fitEnd`, but keeps both ends: names of hosts in one fleet often differ only at the end. */
export function fitMiddle(text: string, width: number, size: number): string {
  const line = plain(text);
  if (textWidth(line, size) <= width) return line;
  const room = width - textWidth("…", size);
  const end = beginning(Array.from(line).reverse(), room / 3, size)
    .reverse()
    .join("");
  return `${beginning(line, room - textWidth(end, size), size).join("")}…${end}`;
}

/** Breaks a text into at most `most` rows of `width` px, after spaces and, in paths, before slashes. */
export function wrap(text: string, width: number, size: number, most: number): string[] {
  const rows: string[] = [];
  let rest = plain(text);
  while (rest && rows.length < most) {
    if (rows.length === most - 1) {
      rows.push(fitEnd(rest, width, size));
      break;
    }
    const row = firstRow(rest, width, size);
    rows.push(row.trimEnd());
    rest = rest.slice(row.length).trimStart();
  }
  return rows;
}

function firstRow(text: string, width: number, size: number): string {
  let row = "";
  for (const word of text.split(/(?<= )|(?=\/)/u)) {
    if (textWidth((row + word).trimEnd(), size) > width) {
      return row || hardBreak(word, width, size);
    }
    row += word;
  }
  return row;
}

/** One word that is wider than the row: at least one character of it. */
function hardBreak(word: string, width: number, size: number): string {
  return beginning(word, width, size).join("") || String.fromCodePoint(word.codePointAt(0) ?? 0x20);
}
