/** What every importer has to stand, run by each importer's own test with its own samples. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { LIMITS } from "./limits";
import { readHead } from "./read/text";
import type { FileContext, FileInput, Hint, Importer, ImportResult, Report } from "./types";

/**
 * The samples of a format by name; what ends in `.gz` comes unpacked and without the ending.
 * @param url `import.meta.url` of the test
 */
export function samplesOf(url: string, folder = "./samples/"): Map<string, Uint8Array<ArrayBuffer>> {
  const place = new URL(folder, url);
  const names = readdirSync(place).sort();
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(new URL(encodeURIComponent(name), place));
      return name.endsWith(".gz")
        ? [name.slice(0, -3), new Uint8Array(gunzipSync(bytes))]
        : [name, new Uint8Array(bytes)];
    }),
  );
}

const encoder = new TextEncoder();

/** A file that says nothing of itself but its bytes. */
export const fileOf = (
  content: string | Uint8Array,
  context?: FileContext,
  name: string | null = null,
): FileInput => ({
  name,
  bytes: typeof content === "string" ? encoder.encode(content) : content,
  ...(context && { context }),
});

/** The reports of a file; throws where it is refused. */
export function reportsOf(importer: Importer, file: FileInput): [Report, ...Report[]] {
  const result = importer.read(file);
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.text}`);
  return result.reports;
}

/** The only report of a file; throws where it is refused or holds several. */
export function onlyReport(importer: Importer, file: FileInput): Report {
  const [report, ...others] = reportsOf(importer, file);
  if (others.length > 0) throw new Error(`${others.length + 1} reports`);
  return report;
}

/** Why a file is refused, or null. */
export function refusalOf(importer: Importer, file: FileInput): string | null {
  const result = importer.read(file);
  return result.ok ? null : result.refusal.code;
}

/** `{ pass: 12, fail: 3 }` */
export function countsOf({ observations }: Report): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of observations) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

interface Behaviour {
  /** Of the format, each by its name: whole and readable files. */
  samples: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /**
   * What a file that stops before its end comes to. `incomplete`: refused, or read with `complete: false`; `unknowable`:
   * the format has no end that could be missed.
   */
  cut: "incomplete" | "unknowable";
  /** Where the format is not recognised from its content alone. */
  context?: FileContext;
  name?: string;
  /** Line ends mean nothing to most formats. Default true. */
  crlf?: boolean;
}

/** Registers the tests. Samples longer than 16 KB are mutated in their first and last 8 KB. */
export function behaves(importer: Importer, behaviour: Behaviour): void {
  const { samples, context, name = null } = behaviour;
  const hint: Hint = { name: name ?? "", command: context?.command ?? "" };
  const read = (bytes: Uint8Array): ImportResult => importer.read(fileOf(bytes, context, name));
  const each = [...samples];

  describe(`${importer.format}: whatever comes`, () => {
    it.each(each)("%s is its own, and is read", (_, bytes) => {
      expect(importer.sniff(readHead(bytes), hint)).toBe("yes");
      expect(sound(read(bytes))).toBe("read");
    });

    it("refuses what is empty or binary, with a sentence", () => {
      const bytes = ["", "\n\n", "\0\0\0\0"].map((text) => encoder.encode(text));
      for (const one of context?.command ? bytes.slice(2) : bytes) expect(sound(read(one))).toBe("refused");
    });

    it.each(each)("%s cut anywhere proves nothing that it does not say", (_, bytes) => {
      for (let step = 1; step < 60; step++) {
        const cut = read(bytes.slice(0, Math.floor((bytes.length * step) / 60)));
        sound(cut);
        if (behaviour.cut === "unknowable" || !cut.ok) continue;
        const whole = cut.reports.filter(({ complete }) => complete);
        // Blanks and marks after the last word may be missing.
        if (step < 55 && whole.length > 0)
          expect({ step, complete: whole.length, of: bytes.length }).toBeNull();
      }
    });

    it.each(each)("%s twice in one file says nothing twice", (_, bytes) => {
      const twice = new Uint8Array(bytes.length * 2);
      twice.set(bytes);
      twice.set(bytes, bytes.length);
      expect(["read", "refused"]).toContain(sound(read(twice)));
    });

    if (behaviour.crlf ?? true) {
      it.each(each)("%s says the same with the line ends of Windows", (_, bytes) => {
        const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
        if (text.includes("\r") || text.includes("\ufffd")) return;
        const other = read(encoder.encode(text.replaceAll("\n", "\r\n")));
        const usual = read(bytes);
        expect(other.ok && other.reports).toEqual(usual.ok && usual.reports);
      });
    }

    it("keeps nothing that could act when it is shown", () => {
      for (const [, bytes] of each) {
        const hostile = new TextDecoder()
          .decode(bytes.subarray(0, 65_536))
          .replace(/[A-Za-z]{5,}/g, (word) => {
            return word.length % 3 === 0 ? `${word}\u001b[31m<script>\u202e\u0007` : word;
          });
        sound(read(encoder.encode(hostile)));
      }
    });

    it("stands mutated samples", { timeout: 600_000 }, () => {
      const random = numbers(20_261_124);
      const seeds = each.map(([, bytes]) => ends(bytes));
      const rounds = Number(process.env.RAMPART_FUZZ ?? 10_000);
      for (let round = 0; round < rounds; round++) {
        const bytes = mutate(seeds, random);
        importer.sniff(readHead(bytes), hint);
        sound(read(bytes));
      }
    });
  });
}

const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Throws where an answer breaks a promise of `Report` or `Refusal`; plain checks, because it runs very often. */
function sound(result: ImportResult): "read" | "refused" {
  if (!result.ok) {
    const { code, text } = result.refusal;
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code)) throw new Error(`code ${code}`);
    if (!/^[A-Z].*[.!]$/s.test(text) || CONTROL.test(text)) throw new Error(`sentence ${text}`);
    return "refused";
  }
  if (result.reports.length === 0) throw new Error("no report");
  for (const report of result.reports) soundReport(report);
  return "read";
}

function soundReport(report: Report): void {
  const fault = (what: string): never => {
    throw new Error(`${what} in ${report.format}`);
  };
  const text = (value: string, most: number): void => {
    if (value.length > most) fault(`a text of ${value.length} characters`);
    if (CONTROL.test(value)) fault(`control characters in ${JSON.stringify(value.slice(0, 100))}`);
  };
  const line = (value: string, most: number): void => {
    if (value === "" || value.includes("\n")) fault(`an empty or broken line ${JSON.stringify(value)}`);
    text(value, most);
  };
  line(report.source, 100);
  if (report.host.name !== null) line(report.host.name, LIMITS.hostNameCharacters);
  for (const at of [report.run.startedAt, report.run.endedAt]) {
    if (at !== null && !/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at)) fault(`the time ${at}`);
  }
  const { native } = report;
  if (native && !(Number.isFinite(native.value) && native.value >= 0 && native.value <= native.max))
    fault(`the native figure ${native.value}`);
  if (report.observations.length > LIMITS.observations) fault("too many observations");
  if (report.exposures.length > LIMITS.exposures) fault("too many exposures");
  const checks = new Set<string>();
  for (const { check, outcome, ratio, message = "", details = [] } of report.observations) {
    line(check, LIMITS.checkCharacters);
    if (!/^[a-z0-9-]+:[^\s]+$/.test(check)) fault(`the check ${check}`);
    if (checks.has(check)) fault(`${check} twice`);
    checks.add(check);
    if ((outcome === "part") !== (ratio !== undefined)) fault(`${check} without its share`);
    text(message, LIMITS.textCharacters);
    for (const one of details) text(one.text, LIMITS.textCharacters);
  }
  for (const { check, title } of report.definitions ?? []) {
    if (!checks.has(check)) fault(`${check} defined and not observed`);
    line(title, LIMITS.titleCharacters);
  }
  const things = new Set<string>();
  for (const { kind, key, title, details = [] } of report.exposures) {
    line(key, LIMITS.exposureKeyCharacters);
    line(title, LIMITS.titleCharacters);
    if (things.has(`${kind}:${key}`)) fault(`${kind} ${key} twice`);
    things.add(`${kind}:${key}`);
    for (const one of details) text(one.text, LIMITS.textCharacters);
  }
  for (const { key, values } of report.facts) {
    line(key, 100);
    for (const value of values) text(value, 500);
  }
}

/** mulberry32: the same numbers for the same seed, so that a failure can be had again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function ends(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= 16_384) return bytes;
  const both = new Uint8Array(16_384);
  both.set(bytes.subarray(0, 8192));
  both.set(bytes.subarray(-8192), 8192);
  return both;
}

const TOKENS = [
  "<script>",
  "\u001b[31m",
  "\u0000",
  "\r\n",
  "-1",
  "1e999",
  "NaN",
  "__proto__",
  "constructor",
  '"',
  "'",
  "{",
  "[",
  "]",
  "}",
  "|",
  "\t",
  ":",
  "=",
  ",",
  "../../etc/passwd",
  "\u202e",
  "ÿ",
  "99999999999999999999",
  "<!DOCTYPE x [<!ENTITY a 'b'>]>",
  "&a;",
  "<![CDATA[",
  "=cmd()",
].map((token) => encoder.encode(token));

/** One to four changes of one sample: bytes turned, pieces taken out, doubled, moved or exchanged with another sample. */
function mutate(seeds: readonly Uint8Array[], random: () => number): Uint8Array {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const place = (length: number): number => Math.floor(random() * length);
  let bytes = pick(seeds);
  const changes = 1 + place(4);
  for (let change = 0; change < changes; change++) {
    const from = place(bytes.length + 1);
    const to = Math.min(bytes.length, from + 1 + place(random() < 0.5 ? 8 : 400));
    const other = pick(seeds);
    const start = place(other.length + 1);
    const middle = [
      () => new Uint8Array(0),
      () => pick(TOKENS),
      () => bytes.subarray(from, to).map((byte) => (random() < 0.3 ? place(256) : byte)),
      () => other.subarray(start, start + 1 + place(400)),
      () => join(bytes.subarray(from, to), bytes.subarray(from, to)),
    ];
    bytes = join(bytes.subarray(0, from), pick(middle)(), bytes.subarray(to));
  }
  return bytes;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
