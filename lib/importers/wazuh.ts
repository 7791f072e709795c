/** One JSON document or one in each line, as Wazuh's interface, its logs and its indexer give them. */

import { type JsonTop, parseJson, topOf } from "./read/json";
import { eachLine } from "./read/text";
import type { Refusal } from "./types";

export interface Documents {
  values: unknown[];
  /** Lines in the middle that are no JSON. */
  broken: number;
  /** The last line stops before its end. */
  torn: boolean;
}

/**
 * Takes arrays apart, and the hits of a search in the indexer.
 * Errors (returned): those of `parseJson` where not even the first line is JSON, those of `eachLine`.
 */
export function documentsOf(
  text: string,
): { ok: true; documents: Documents } | { ok: false; refusal: Refusal } {
  const whole = parseJson(text);
  if (whole.ok) return { ok: true, documents: { values: apart(whole.value), broken: 0, torn: false } };
  const documents: Documents = { values: [], broken: 0, torn: false };
  const refusal = eachLine(text, (line) => {
    if (line.trim() === "") return null;
    if (documents.torn) documents.broken += 1;
    const parsed = line.trimStart().startsWith("{") ? parseJson(line) : null;
    documents.torn = !parsed?.ok;
    if (parsed?.ok) documents.values.push(parsed.value);
    return null;
  });
  if (refusal) return { ok: false, refusal };
  return documents.values.length > 0 ? { ok: true, documents } : whole;
}

function apart(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.map(source);
  const hits = at(at(value, "hits"), "hits");
  return Array.isArray(hits) ? hits.map(source) : [value];
}

const source = (value: unknown): unknown => at(value, "_source") ?? value;

/** A member of an object by its own name; undefined for anything else. */
export function at(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** A text, or a number written out; null for anything else and for an empty one. */
export function textAt(value: unknown, name: string): string | null {
  const member = at(value, name);
  if (typeof member === "number") return String(member);
  return typeof member === "string" && member.trim() !== "" ? member : null;
}

/** The head of a log of alerts: its first object, and its whole lines; null for another file. */
export function alertsOf(head: string): { top: JsonTop; lines: string[] } | null {
  const top = topOf(head);
  if (!top?.keys.has("rule") || !(top.keys.has("agent") || top.keys.has("manager"))) return null;
  const lines = head.split("\n").filter((line) => line.trim() !== "");
  const perLine = lines.length > 1 && parseJson(lines[0] ?? "").ok;
  return { top, lines: perLine ? (parseJson(lines.at(-1) ?? "").ok ? lines : lines.slice(0, -1)) : [head] };
}

/** An alert of configuration assessment. */
export const isScaAlert = (line: string): boolean => /"sca"\s*:\s*\{/.test(line);
