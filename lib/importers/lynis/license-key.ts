/** Lynis copies the license key of its profile into the report in clear text. It is a credential and is never kept. */

/** The key and all that follows it on its line, also where it stands behind the wreck of another line. */
const LICENSE_KEY = /license[_-]key(?:\[\])?[ \t]*[=:][^\r\n]*/g;
const LATIN1 = new TextDecoder("latin1");
const BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

/** Whether the text of a report holds a license key. */
export const holdsLicenseKey = (text: string): boolean => text.search(LICENSE_KEY) !== -1;

/**
 * The same bytes without the lines of the license key and their line ends; every other byte stays as it is. Where
 * something else stands before the key on its line, only the key goes.
 */
export function withoutLicenseKey(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = LATIN1.decode(bytes); // one character per byte, so that places in the text are places in the file
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  let from = 0;
  for (const match of text.matchAll(LICENSE_KEY)) {
    const lineStart = text.lastIndexOf("\n", match.index) + 1;
    const before = text.slice(lineStart, match.index).replace(BYTE_ORDER_MARK, "").trim();
    let to = match.index + match[0].length;
    if (before === "") {
      if (text[to] === "\r") to += 1;
      if (text[to] === "\n") to += 1;
    }
    const piece = bytes.subarray(from, match.index);
    kept.set(piece, length);
    length += piece.length;
    from = to;
  }
  const rest = bytes.subarray(from);
  kept.set(rest, length);
  return kept.slice(0, length + rest.length);
}
