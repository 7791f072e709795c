/** Text from outside, made fit for a line of a file that a program reads. Pure. */

/**
 * One line without anything that a reader or a parser could take for an end of line: YAML ends lines, and comments, at more
 * characters than JavaScript does.
 */
export function plainLine(text: string, most = 300): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const letters = [...line];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : line;
}

/** The same where Ansible looks for templates: without braces, there is none. */
export const plainName = (text: string, most = 120): string =>
  plainLine(text, most).replaceAll("{", "(").replaceAll("}", ")");

/** Lines of at most so many characters. */
export function wrapped(text: string, width = 100): string[] {
  const lines: string[] = [];
  const words = plainLine(text, 20_000).split(" ");
  for (const word of words.flatMap((one) => one.match(new RegExp(`.{1,${width}}`, "gu")) ?? [])) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

const partsOf = (text: string): string[] => text.split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )/);

/** The paragraphs and list items of Markdown prose, each wrapped by itself. */
export const proseLines = (text: string): string[] => partsOf(text).flatMap((part) => wrapped(part));

/** The same after a label: on its line where there is one paragraph only. */
export const labelled = (label: string, text: string): string[] =>
  partsOf(text).length === 1 ? wrapped(`${label}: ${text}`) : [`${label}:`, ...proseLines(text)];

/** `2026-11-22 11:32 UTC` */
export const utcTime = (at: string): string =>
  `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** `a, b and 3 more` */
export function named(names: readonly string[], most = 50): string {
  const more = names.length - most;
  const first = names.slice(0, most).map((name) => plainLine(name, 100));
  return more > 0 ? `${first.join(", ")} and ${more} more` : first.join(", ");
}
