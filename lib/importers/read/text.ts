/** Bytes to text to lines, with the bounds of `limits.ts`. Shared by the importers of text formats. */
import { LIMITS } from "@/lib/importers/limits";
import type { Refusal } from "@/lib/importers/types";

export type TextResult = { ok: true; text: string } | { ok: false; refusal: Refusal };

const utf8 = new TextDecoder("utf-8");

/**
 * Decodes a whole file as UTF-8. A byte order mark is dropped, every invalid sequence becomes U+FFFD.
 * Errors (returned): `empty`, `too-large`, `utf-16`, `binary`.
 */
export function readText(bytes: Uint8Array): TextResult {
  if (bytes.length > LIMITS.fileBytes) return refuse("too-large", TOO_LARGE);
  if (isUtf16(bytes)) {
    return refuse("utf-16", "This file is in UTF-16; bring it in UTF-8, as the tool wrote it.");
  }
  const text = utf8.decode(bytes);
  if (text.includes("\0")) {
    return refuse("binary", "This is a binary file; bring the report as the plain text that the tool wrote.");
  }
  if (text.trimStart() === "") {
    return refuse("empty", "This file is empty; bring the report once the tool has written it.");
  }
  return { ok: true, text };
}

/**
 * The start of a file as text, whatever is in it.
 * @param most bytes; by default what `sniff` looks at
 */
export function readHead(bytes: Uint8Array, most: number = LIMITS.sniffBytes): string {
  return utf8.decode(bytes.subarray(0, most));
}

/**
 * Hands over every line without its line end, LF or CRLF, and with its 1-based number. A final newline makes no
 * further line. Stops at the first refusal that `visit` returns.
 * Errors (returned): those of `visit`, `line-too-long`, `too-many-lines`.
 */
export function eachLine(
  text: string,
  visit: (line: string, number: number) => Refusal | null,
): Refusal | null {
  const length = text.length;
  let number = 0;
  for (let start = 0; start < length; ) {
    number += 1;
    const newline = text.indexOf("\n", start);
    const next = newline === -1 ? length : newline + 1;
    let end = newline === -1 ? length : newline;
    if (end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN) end -= 1;
    if (number > LIMITS.lines) {
      return { code: "too-many-lines", text: `This file has more than ${LIMITS.lines} lines.`, line: number };
    }
    if (end - start > LIMITS.lineCharacters) {
      const reason = `Line ${number} is longer than ${LIMITS.lineCharacters} characters.`;
      return { code: "line-too-long", text: reason, line: number };
    }
    const refusal = visit(text.slice(start, end), number);
    if (refusal) return refusal;
    start = next;
  }
  return null;
}

const CARRIAGE_RETURN = 13;
const TOO_LARGE = `This file is larger than ${LIMITS.fileBytes / 1024 / 1024} MB; bring the report alone.`;

function refuse(code: string, text: string): TextResult {
  return { ok: false, refusal: { code, text } };
}

/** By its byte order mark, or by zero bytes in every other place of its start. */
function isUtf16(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return (a === 0 && b !== 0 && c === 0 && d !== 0) || (a !== 0 && b === 0 && c !== 0 && d === 0);
}
