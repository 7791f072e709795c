/** What the readers of vulnerability scanners share: JSON behind log lines, lenient fields, skipped entries, secrets. */
import { z } from "zod";
import { type Exposure, SEVERITIES, type Severity } from "@/lib/fortress/types";
import { LIMITS } from "./limits";
import { cleanText, cut } from "./read/clean";
import { type JsonResult, type JsonTop, parseJson, topOf } from "./read/json";
import { readText } from "./read/text";
import { NO_HOST, refuse } from "./report";
import { severityOfWord } from "./severity";
import type { FileInput, HostClaim, Note, Refusal } from "./types";

/** The document without the log lines that stand before it where both streams of a tool went into one file. */
export function fromBrace(text: string): string {
  if (/^\s*\[\s*[[{"\]]/.test(text.slice(0, 1000))) return text;
  for (let at = 0; at < Math.min(text.length, LIMITS.sniffBytes); ) {
    while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
    if (text[at] === "{") return at === 0 ? text : text.slice(at);
    const end = text.indexOf("\n", at);
    if (end === -1) break;
    at = end + 1;
  }
  return text;
}

/** The top of a JSON document that may stand behind log lines. */
export const topOfDocument = (head: string): JsonTop | null => topOf(fromBrace(head));

/** Parses such a document. Errors (returned): those of `readText` and `parseJson`. */
export function readDocument(bytes: Uint8Array): JsonResult {
  const text = readText(bytes);
  return text.ok ? parseJson(fromBrace(text.text)) : text;
}

/** The refusal of a document that is not built as its tool builds it, with the place. */
export function malformed(format: string, { issues }: z.ZodError): { ok: false; refusal: Refusal } {
  const place = cut(oneLine((issues[0]?.path ?? []).map(String).join(".")) || "the top", 100);
  const text = `This file is not built as its tool builds it (${place}); bring it as the tool wrote it.`;
  return refuse(`${format}-malformed`, text);
}

/** One line of a text, clean and not without end. */
export const oneLine = (text: string): string =>
  cleanText(cut(text, LIMITS.textCharacters)).replaceAll("\n", " ").trim();

const scalar = z.union([z.string(), z.number()]);

/** A field that an entry needs: one line, not empty. */
export const needed = scalar.transform((value) => oneLine(String(value))).refine((value) => value !== "");

/** A field that may be missing or odd: one line, or null. */
export const optional = z
  .unknown()
  .optional()
  .transform((value) =>
    typeof value === "string" || typeof value === "number" ? oneLine(String(value)) || null : null,
  );

/** An object that may be missing or odd. */
export const perhaps = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

/** How many entries of a file could not be read. */
export interface Tally {
  skipped: number;
}

/** The readable entries of a list, one after the other; the others are counted. */
export function* eachEntry<T>(list: unknown, schema: z.ZodType<T>, tally: Tally): Generator<T> {
  if (list === null || list === undefined) return;
  if (!Array.isArray(list)) {
    tally.skipped += 1;
    return;
  }
  for (const one of list) {
    const parsed = schema.safeParse(one);
    if (parsed.success) yield parsed.data;
    else tally.skipped += 1;
  }
}

/** The same at once, for lists that are short by their nature. */
export const entriesOf = <T>(list: unknown, schema: z.ZodType<T>, tally: Tally): T[] => [
  ...eachEntry(list, schema, tally),
];

export const skippedNotes = ({ skipped }: Tally): Note[] =>
  skipped === 0
    ? []
    : [
        {
          code: "entries-skipped",
          text: `Entries of this file that could not be read: ${skipped}. So it closes no vulnerability.`,
        },
      ];

/**
 * Of several entries of one thing (two paths, two architectures) the worst, in the order of the first. Takes them one after
 * the other and holds no more than one beyond `LIMITS.exposures`, at which the report is refused.
 */
export function worstOfEach(exposures: Iterable<Exposure>): Exposure[] {
  const worst = new Map<string, Exposure>();
  for (const one of exposures) {
    const other = worst.get(one.key);
    if (!other || badness(one) > badness(other)) worst.set(one.key, one);
    if (worst.size > LIMITS.exposures) break;
  }
  return [...worst.values()];
}

const badness = (one: Exposure): number =>
  (one.exploitedWithFix ? 100 : 0) + SEVERITIES.length - SEVERITIES.indexOf(one.severity);

/** The severity of a word, or null where the word says nothing (`Unknown`, `not yet assigned`). */
export function knownSeverity(word: string | null | undefined): Severity | null {
  const severity = severityOfWord(word, "info");
  return severity === severityOfWord(word, "critical") ? severity : null;
}

/** The host of the context, with what the file knows of its system. */
export function hostOf({ context }: FileInput, name: string | null, version: string | null): HostClaim {
  const host = context?.host ?? NO_HOST;
  const os = {
    family: host.os.family ?? (name === null ? null : "Linux"),
    name: host.os.name ?? name,
    version: host.os.version ?? version,
    kernel: host.os.kernel,
  };
  return { ...host, os };
}

const REMOVED = "(removed by Rampart)";

/**
 * Takes texts out of a parsed document, in place.
 * @param holds whether what an object keeps under a key is a secret
 * @returns how many there were
 */
export function removeSecrets(
  value: unknown,
  holds: (key: string, owner: Readonly<Record<string, unknown>>) => boolean,
): number {
  if (typeof value !== "object" || value === null) return 0;
  let removed = 0;
  const owner = value as Record<string, unknown>;
  for (const key of Object.keys(owner)) {
    const held = owner[key];
    if (held !== null && held !== "" && holds(key, owner)) {
      // Not by assignment, which would mean something else for `__proto__`.
      Object.defineProperty(owner, key, {
        value: REMOVED,
        enumerable: true,
        writable: true,
        configurable: true,
      });
      removed += 1;
    } else removed += removeSecrets(held, holds);
  }
  return removed;
}

/** A document as a file again. */
export const bytesOf = (document: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);

export const SECRETS_REMOVED: Note = {
  code: "secrets-removed",
  text: "This report quoted text that may hold credentials; it was removed before the report was kept.",
};
