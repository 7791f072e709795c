/**
 * Text in the cells of a spreadsheet, the only place where it is made harmless: whatever reports and people wrote, no
 * program that opens the file takes it for a formula. Pure.
 */

/**
 * A sign that begins a formula, in all its widths, where a cell can begin: at the start, and after a tab, a line break or a
 * semicolon, where a program that is set to another separator begins a new one without heeding quotes. Blanks before it
 * make it no better.
 */
const FORMULA = /(^|[\t\n\r;])(["\p{Zs}\u200b-\u200f\u2060\ufeff]*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫])/gu;

/** For some programs these are enough. */
const LEADING = /^[\t\n\r]/;

/** They steer terminals, show nothing, and XML may not hold them. Tabs and line breaks are not among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g;

/** The text as a cell may hold it: an apostrophe stands before whatever could begin a formula. */
export function harmless(text: string): string {
  const cell = text.replace(UNSEEN, "").replace(FORMULA, "$1'$2");
  return LEADING.test(cell) ? `'${cell}` : cell;
}
