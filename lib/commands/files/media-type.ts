/** What a file is, by its content: neither its name nor its sender is believed. Pure. */

/** A kind of file that is taken as evidence. */
interface Kind {
  mediaType: string;
  /** The endings that its name may have; the first one is given to a name that has none of them. */
  endings: readonly string[];
}

const kind = (mediaType: string, ...endings: string[]): Kind => ({ mediaType, endings });

/** Each begins with these bytes. */
const MAGIC: readonly [Kind, readonly (string | number)[]][] = [
  [kind("image/png", "png"), [0x89, "PNG\r\n", 0x1a, "\n"]],
  [kind("image/jpeg", "jpg", "jpeg"), [0xff, 0xd8, 0xff]],
  [kind("image/gif", "gif"), ["GIF87a"]],
  [kind("image/gif", "gif"), ["GIF89a"]],
  [kind("application/pdf", "pdf"), ["%PDF-"]],
  [kind("application/zip", "zip", "docx", "xlsx"), ["PK", 3, 4]],
  [kind("application/zip", "zip", "docx", "xlsx"), ["PK", 5, 6]],
];
const WEBP = kind("image/webp", "webp");
const JSON_FILE = kind("application/json", "json");
const CSV = kind("text/csv", "csv");
const TEXT = kind(
  "text/plain",
  ...["txt", "log", "md", "conf", "cfg", "ini", "yaml", "yml", "toml", "out", "diff", "patch", "dat"],
);

/** The sentence in which a refused file learns what is taken. */
const TAKEN = "Bring a PNG, JPEG, WebP or GIF image, a PDF, plain text, CSV, JSON, ZIP, DOCX or XLSX.";

/**
 * @param name its ending tells CSV and JSON from other plain text, if the content is that
 * @returns the kind, or why the file is not taken
 */
export function kindOf(bytes: Uint8Array, name: string): Kind | { refused: string } {
  if (bytes.length === 0) return { refused: "This file is empty." };
  const found = MAGIC.find(([, magic]) => startsWith(bytes, magic));
  if (found) return found[0];
  if (startsWith(bytes, ["RIFF"]) && startsWith(bytes.subarray(8), ["WEBP"])) return WEBP;
  const text = textOf(bytes);
  if (text === null) return { refused: `This file is of a kind that is not taken. ${TAKEN}` };
  // A page, a drawing or a document of markup, and a program by its first line.
  if (/^\s*<[a-z!?/]/i.test(text)) return { refused: `HTML, SVG and XML are not taken. ${TAKEN}` };
  if (text.startsWith("#!")) return { refused: `Programs are not taken. ${TAKEN}` };
  if (/\.json$/i.test(name) && isJson(text)) return JSON_FILE;
  return /\.csv$/i.test(name) ? CSV : TEXT;
}

/** Whether the bytes begin with these texts and numbers. */
function startsWith(bytes: Uint8Array, magic: readonly (string | number)[]): boolean {
  const wanted = magic.flatMap((part) =>
    typeof part === "number" ? part : [...Buffer.from(part, "latin1")],
  );
  return bytes.length >= wanted.length && wanted.every((byte, at) => bytes[at] === byte);
}

/** Controls that no text has: terminals leave escapes, printers form feeds. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BINARY = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/;

/** UTF-8, without its byte order mark; null for anything else. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return BINARY.test(text) ? null : text;
  } catch {
    return null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
