/** Reads an urlencoded form as bytes: a report need not be UTF-8, and must arrive as it was sent. */
import { drain } from "./body";
import { API_LIMITS } from "./limits";
import { type ProblemBody, problem, type Reply } from "./reply";

/** Fields by name. */
export type Fields = Map<string, Buffer>;

/** Bytes of all forms that are being received: their senders are not known yet. */
let receiving = 0;

/** @returns 413, 408, 415 and 400 as for every body, and 503 while too much is being received from everybody */
export async function readFields(request: Request, most: number): Promise<Fields | Reply<ProblemBody>> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") {
    return problem(415, "unsupported-media-type", "Send the form as application/x-www-form-urlencoded.");
  }
  const pieces: Uint8Array[] = [];
  let mine = 0;
  try {
    const stop = await drain(request, { most }, (piece) => {
      if (receiving + piece.length > API_LIMITS.lynisBytesAtOnce) return busy();
      receiving += piece.length;
      mine += piece.length;
      pieces.push(piece);
      return null;
    });
    return stop ?? parseFields(Buffer.concat(pieces, mine));
  } finally {
    receiving -= mine;
  }
}

const busy = (): Reply<ProblemBody> =>
  problem(503, "busy", "Too many reports are arriving at once. Try again in a minute.", {
    headers: { "Retry-After": "60" },
  });

const malformed = (): Reply<ProblemBody> =>
  problem(400, "malformed-form", "The body is no urlencoded form, or names a field twice.");

function parseFields(body: Buffer): Fields | Reply<ProblemBody> {
  const fields: Fields = new Map();
  for (let start = 0; start < body.length; ) {
    const end = until(body, "&", start, body.length);
    const equals = until(body, "=", start, end);
    const name = decode(body.subarray(start, equals))?.toString("latin1");
    const value = decode(body.subarray(Math.min(equals + 1, end), end));
    if (!name || !value || fields.has(name) || fields.size === API_LIMITS.formFields) return malformed();
    fields.set(name, value);
    start = end + 1;
  }
  return fields;
}

/** Where the mark stands between `start` and `end`, else `end`. */
function until(body: Buffer, mark: string, start: number, end: number): number {
  const found = body.subarray(start, end).indexOf(mark);
  return found === -1 ? end : start + found;
}

const PLUS = 0x2b;
const PERCENT = 0x25;
const BLANK = 0x20;

/** @returns null where a percent sign begins nothing */
function decode(text: Buffer): Buffer | null {
  const bytes = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] ?? 0;
    if (byte !== PERCENT) {
      bytes[length++] = byte === PLUS ? BLANK : byte;
      continue;
    }
    const [high, low] = [digit(text[at + 1]), digit(text[at + 2])];
    if (high === -1 || low === -1) return null;
    bytes[length++] = high * 16 + low;
    at += 2;
  }
  return bytes.subarray(0, length);
}

/** The value of a hex digit, -1 for anything else. */
function digit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
}
