/** Reads AIDE's JSON report (0.18 and newer). Source of the grammar: github.com/aide/aide, `src/report_json.c`. */
import { z } from "zod";
import type { FileChange } from "@/lib/importers/files";
import { LIMITS } from "@/lib/importers/limits";
import type { Refusal } from "@/lib/importers/types";
import { type Attribute, nameOf, newRun, type Run, verdictOf } from "./run";
import { addEntry, changeOf } from "./text";

const count = z.coerce.number().int().nonnegative().max(1e12);

const schema = z.object({
  outline: z.string(),
  start_time: z.string().nullish(),
  end_time: z.string().nullish(),
  aide_version: z.string().nullish(),
  report_level: z.string().nullish(),
  limit: z.string().nullish(),
  root_prefix: z.string().nullish(),
  new_database: z.string().nullish(),
  number_of_entries: z
    .object({ total: count, added: count.nullish(), removed: count.nullish(), changed: count.nullish() })
    .nullish(),
  added: z.unknown().optional(),
  removed: z.unknown().optional(),
  changed: z.unknown().optional(),
  entries: z.unknown().optional(),
  details: z.unknown().optional(),
  databases: z.unknown().optional(),
});

const ATTRIBUTES_PER_PATH = 60;

/**
 * The run of a parsed report.
 * Errors (returned): `malformed`, saying where.
 */
export function readJsonRun(value: unknown): { ok: true; run: Run } | { ok: false; refusal: Refusal } {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join(".") || "its top";
    const text = `This AIDE report is malformed at ${where.replace(/[^\w.]/g, "?").slice(0, 80)}; bring it as AIDE wrote it.`;
    return { ok: false, refusal: { code: "malformed", text } };
  }
  const said = parsed.data;
  const run = newRun();
  run.version = said.aide_version ?? null;
  run.startedAt = said.start_time ?? null;
  run.endedAt = said.end_time ?? null;
  run.verdict = verdictOf(said.outline);
  run.level = said.report_level ?? null;
  run.limit = said.limit ?? null;
  run.rootPrefix = said.root_prefix ?? null;
  run.newDatabase = Boolean(said.new_database);
  const numbers = said.number_of_entries;
  run.total = numbers?.total ?? null;
  if (numbers && run.verdict === "different") {
    run.counts = {
      added: numbers.added ?? 0,
      removed: numbers.removed ?? 0,
      changed: numbers.changed ?? 0,
    };
  }
  run.ended = run.startedAt === null || run.endedAt !== null;
  readEntries(run, said.added, "added");
  readEntries(run, said.removed, "removed");
  readEntries(run, said.changed, "changed");
  readEntries(run, said.entries, null);
  for (const [path, attributes] of pairsOf(said.details))
    run.attributes.set(escaped(path), attributesOf(attributes));
  for (const [path, hashes] of pairsOf(said.databases).slice(0, 10)) {
    const hash = pairsOf(hashes).find(([name]) => name === "sha256")?.[1];
    run.databases.push({ path, hash: typeof hash === "string" ? hash : null });
  }
  return { ok: true, run };
}

/** A list of paths, or paths with change strings; ungrouped ones without these have the word instead. */
function readEntries(run: Run, list: unknown, usual: FileChange | null): void {
  if (list === undefined || list === null) return;
  const pairs: [unknown, unknown][] = Array.isArray(list) ? list.map((path) => [path, null]) : pairsOf(list);
  for (const [path, mark] of pairs) {
    if (run.entries.length > LIMITS.exposures) return;
    const word = mark === "added" || mark === "removed" || mark === "changed" ? mark : null;
    const letters = word === null && typeof mark === "string" ? mark : null;
    const change = usual ?? word ?? (letters === null ? null : changeOf(letters));
    if (typeof path !== "string" || path === "" || change === null) run.unread += 1;
    else addEntry(run, escaped(path), change, letters);
  }
  if (pairs.length === 0 && typeof list !== "object") run.unread += 1;
}

function attributesOf(value: unknown): Attribute[] {
  return pairsOf(value)
    .slice(0, ATTRIBUTES_PER_PATH)
    .map(([name, sides]) => {
      const both = new Map(pairsOf(sides));
      return { name: nameOf(name), old: textOf(both.get("old")), new: textOf(both.get("new")) };
    });
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.slice(0, 60).map(textOf).filter(Boolean).join(" ") || null;
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

const pairsOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Control characters as AIDE's plain report writes them, `\012`, so that a path has one name in both. */
const escaped = (path: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  path.replace(/[\x00-\x1f\x7f]/g, (mark) => `\\${mark.charCodeAt(0).toString(8).padStart(3, "0")}`);
