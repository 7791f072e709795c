/** Splits a section of guidance into prose and fenced blocks. Pure. */

export interface Block {
  /** The language of a fenced block: `sh`, `yaml`; null: prose. */
  code: string | null;
  body: string;
}

/** Prose and fenced blocks in their order. */
export function blocksOf(text: string): Block[] {
  const parts: Block[] = [];
  let at = 0;
  for (const found of text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)) {
    const before = text.slice(at, found.index).trim();
    if (before) parts.push({ code: null, body: before });
    parts.push({ code: found[1] ?? "", body: (found[2] ?? "").trimEnd() });
    at = found.index + found[0].length;
  }
  const rest = text.slice(at).trim();
  if (rest) parts.push({ code: null, body: rest });
  return parts;
}

/** Only the prose of a section, as one text. */
export const proseOf = (text: string): string =>
  blocksOf(text)
    .flatMap(({ code, body }) => (code === null ? body : []))
    .join("\n\n");
