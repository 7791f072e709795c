/** JSON with an end: bounded in bytes and in depth, and a look at its top that also a torn head allows. */
import { LIMITS } from "@/lib/importers/limits";
import type { Refusal } from "@/lib/importers/types";
import { readText } from "./text";

export type JsonResult = { ok: true; value: unknown } | { ok: false; refusal: Refusal };

/**
 * Parses a whole file.
 * Errors (returned): those of `readText`, `json-too-deep`, `json-malformed` (with the line where it broke off).
 */
export function readJson(bytes: Uint8Array): JsonResult {
  const text = readText(bytes);
  return text.ok ? parseJson(text.text) : text;
}

/** The same for a text. */
export function parseJson(text: string): JsonResult {
  if (depthOf(text) > LIMITS.jsonDepth) {
    const reason = `This JSON is nested deeper than ${LIMITS.jsonDepth} levels.`;
    return { ok: false, refusal: { code: "json-too-deep", text: reason } };
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const line = lineOf(text, error);
    const refusal = { code: "json-malformed", text: "This JSON is broken or cut off; bring the file whole." };
    return { ok: false, refusal: line === null ? refusal : { ...refusal, line } };
  }
}

function lineOf(text: string, error: unknown): number | null {
  const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (place === undefined) return null;
  let line = 1;
  const end = Math.min(Number(place), text.length);
  for (let at = text.indexOf("\n"); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** How deep the brackets of a text go, without building what they hold: one pass, whatever the text. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const mark = text.charCodeAt(i);
    if (quoted) {
      if (mark === BACKSLASH) i += 1;
      else if (mark === QUOTE) quoted = false;
    } else if (mark === QUOTE) quoted = true;
    else if (mark === SQUARE || mark === BRACE) deepest = Math.max(deepest, ++depth);
    else if (mark === SQUARE_END || mark === BRACE_END) depth -= 1;
  }
  return deepest;
}

const QUOTE = 34;
const BACKSLASH = 92;
const SQUARE = 91;
const SQUARE_END = 93;
const BRACE = 123;
const BRACE_END = 125;

export interface JsonTop {
  kind: "object" | "array";
  /** Keys of the object, or of the first object in the array, as far as the head goes. */
  keys: ReadonlySet<string>;
  /** Scalar values of those keys as written, strings without quotes and escapes undone. */
  values: ReadonlyMap<string, string>;
}

/**
 * The top of a document from its head alone, for `sniff`: a cut head still tells the keys before the cut.
 * @returns null where the text does not begin as an object or array
 */
export function topOf(head: string): JsonTop | null {
  let at = skipBlank(head, head.charCodeAt(0) === 0xfeff ? 1 : 0);
  const kind = head[at] === "{" ? "object" : head[at] === "[" ? "array" : null;
  if (kind === null) return null;
  const keys = new Set<string>();
  const values = new Map<string, string>();
  const top: JsonTop = { kind, keys, values };
  at = skipBlank(head, at + 1);
  if (kind === "array") {
    if (head[at] !== "{") return top;
    at = skipBlank(head, at + 1);
  }
  for (;;) {
    const key = stringAt(head, at);
    if (key === null) return top;
    at = skipBlank(head, key.end);
    if (head[at] !== ":") return top;
    keys.add(key.text);
    at = skipBlank(head, at + 1);
    const value = valueAt(head, at);
    if (value === null) return top;
    if (value.text !== null) values.set(key.text, value.text);
    at = skipBlank(head, value.end);
    if (head[at] !== ",") return top;
    at = skipBlank(head, at + 1);
  }
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return at;
}

function stringAt(text: string, from: number): { text: string; end: number } | null {
  if (text[from] !== '"') return null;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') {
      const parsed = parseJson(text.slice(from, at + 1));
      return parsed.ok && typeof parsed.value === "string" ? { text: parsed.value, end: at + 1 } : null;
    }
  }
  return null;
}

/** A scalar with its text, or the end of an object or array; null where the head ends first. */
function valueAt(text: string, from: number): { text: string | null; end: number } | null {
  const string = stringAt(text, from);
  if (string) return string;
  if (text[from] === "{" || text[from] === "[") {
    const end = endOfBrackets(text, from);
    return end === -1 ? null : { text: null, end };
  }
  const scalar = /[^\s,\]}]+/y;
  scalar.lastIndex = from;
  const match = scalar.exec(text);
  return match ? { text: match[0], end: scalar.lastIndex } : null;
}

function endOfBrackets(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const mark = text[at];
    if (quoted) {
      if (mark === "\\") at += 1;
      else if (mark === '"') quoted = false;
    } else if (mark === '"') quoted = true;
    else if (mark === "{" || mark === "[") depth += 1;
    else if (mark === "}" || mark === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}
