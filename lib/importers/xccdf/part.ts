/** One element of a document and who reads what is in it. */
import { cleanText, cut } from "@/lib/importers/read/clean";
import type { Attributes } from "@/lib/importers/read/xml";

export interface Part {
  /** @param level 1 for a child of the part's element */
  open(name: string, attributes: Attributes, level: number): "text" | undefined;
  close(name: string, text: string, level: number): void;
  /** The part's own element ends. */
  end(): void;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A text to keep, on one line. It is copied, because a piece of a string keeps the whole string in memory, here up to
 * 64 KB of the document for a title.
 */
export function kept(text: string, limit: number): string {
  const line = cut(cleanText(text).trim(), limit * 2)
    .replace(/\s+/g, " ")
    .trim();
  return decoder.decode(encoder.encode(cut(line, limit)));
}

/** The same with its line breaks. */
export const keptLines = (text: string, limit?: number): string =>
  decoder.decode(encoder.encode(cut(cleanText(text).trim(), limit)));
