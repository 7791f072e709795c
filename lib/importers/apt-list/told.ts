/** What is known of a file beside its bytes, for formats of package tools: they carry no host, no time and often no end. */
import { cleanText } from "../read/clean";
import { readText, type TextResult } from "../read/text";
import { NO_HOST } from "../report";
import { isoTime } from "../times";
import type { FileInput, Note, Report } from "../types";

/** Host and time of a run, as far as the collector tells them. */
export function told({ context }: FileInput): Pick<Report, "host" | "run"> {
  const endedAt = isoTime(context?.endedAt)?.at ?? null;
  return {
    host: context?.host ?? NO_HOST,
    run: { startedAt: null, endedAt, zone: endedAt === null ? "assumed-utc" : "stated" },
  };
}

export const commandOf = ({ context }: FileInput): string => context?.command ?? "";

/** Whether the collector says that this very command ran and ended well: only then an empty file is a clean one. */
export const ranWell = ({ context }: FileInput, command: RegExp): boolean =>
  context?.exitCode === 0 && command.test(context.command ?? "");

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
