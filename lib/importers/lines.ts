/** Lists of tools, line by line: text without colours, and a count of the lines that no rule reads. */
import { cleanText } from "./read/clean";
import { eachLine, readText, type TextResult } from "./read/text";
import type { FileInput, Note, Refusal } from "./types";

/**
 * The text of a file without colours and control characters.
 * @param emptyIsClean an empty file is the tool's way to say that there is nothing
 * Errors (returned): those of `readText`.
 */
export function textOf({ bytes }: FileInput, emptyIsClean = false): TextResult {
  const read = readText(bytes);
  if (read.ok) return { ok: true, text: cleanText(read.text) };
  return emptyIsClean && read.refusal.code === "empty" ? { ok: true, text: "" } : read;
}

/** The first lines of a head that are not blank, without line ends and colours, for `sniff`. */
export const firstLines = (head: string, most = 60): string[] =>
  cleanText(head.split("\n", most).join("\n"))
    .split("\n")
    .filter((line) => line.trim() !== "");

/** A note on lines that no rule reads: the report may then not say that something is gone. */
export const unreadNote = (lines: number, first: number): Note => ({
  code: "unread-lines",
  text: `${lines === 1 ? "One line" : `${lines} lines`} could not be read, the first of them line ${first}: nothing counts as gone.`,
});

/** Counts lines that no rule reads. */
export class Unread {
  private count = 0;
  private first = 0;
  add(line: number): void {
    if (this.count === 0) this.first = line;
    this.count += 1;
  }
  get any(): boolean {
    return this.count > 0;
  }
  get notes(): Note[] {
    return this.count > 0 ? [unreadNote(this.count, this.first)] : [];
  }
}

export interface Lines {
  unread: Unread;
  /** The last line is no whole one. */
  cutOff: boolean;
}

/**
 * Hands over every line that is not blank, without blanks at its end, and counts those that no rule reads.
 * Errors (returned): those of `eachLine` and of `visit`.
 */
export function readLines(
  text: string,
  visit: (line: string, number: number) => "read" | "unread" | Refusal,
): ({ ok: true } & Lines) | { ok: false; refusal: Refusal } {
  const unread = new Unread();
  let lastUnread = false;
  const refusal = eachLine(text, (given, number) => {
    const line = given.trimEnd();
    if (line === "") return null;
    const answer = visit(line, number);
    lastUnread = answer === "unread";
    if (answer === "unread") unread.add(number);
    return typeof answer === "string" ? null : answer;
  });
  if (refusal) return { ok: false, refusal };
  return { ok: true, unread, cutOff: lastUnread && !text.endsWith("\n") };
}
