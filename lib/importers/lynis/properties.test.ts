import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import type { ImportResult } from "@/lib/importers/types";
import { lynis } from ".";
import { outcomesOf, SAMPLES, sample, written } from "./testing";

const RUNS = { numRuns: 300 };
const encode = (text: string) => new TextEncoder().encode(text);
const read = (bytes: Uint8Array): ImportResult => lynis.read({ name: null, bytes });
const FILES = SAMPLES.map(sample);
const TEXTS = FILES.map((bytes) => new TextDecoder().decode(bytes));
const anyFile = fc.constantFrom(...FILES);
const anyText = fc.constantFrom(...TEXTS);

function report(text: string) {
  const result = read(encode(text));
  if (!result.ok) throw new Error(result.refusal.text);
  return result.reports[0];
}

/** What holds of every answer, whatever was read. */
function holds(result: ImportResult): void {
  if (!result.ok) {
    expect(result.refusal.code).toMatch(/^[a-z0-9-]+$/);
    expect(result.refusal.text).toMatch(/^[A-Z].+\.$/);
    return;
  }
  const { observations, exposures, host } = result.reports[0];
  const checks = observations.map(({ check }) => check);
  expect(new Set(checks).size).toBe(checks.length);
  expect(checks.length).toBeLessThanOrEqual(LIMITS.observations);
  expect(checks.filter((check) => check.length > LIMITS.checkCharacters)).toEqual([]);
  const odd = observations.filter(({ outcome, ratio }) =>
    outcome === "part" ? !(ratio && ratio > 0 && ratio < 1) : ratio !== undefined,
  );
  expect(odd).toEqual([]);
  expect(exposures.filter(({ key }) => key === "")).toEqual([]);
  expect(host.name).not.toBe("");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  expect(JSON.stringify(result.reports[0])).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/);
}

interface Edit {
  at: number;
  remove: number;
  insert: Uint8Array;
}

const pieces = [
  "|",
  "=",
  "\n",
  "\r\n",
  "\0",
  "\x1b[31m",
  "[]",
  ";field:",
  "(set ",
  " to ",
  "- ",
  "é",
  "\ufeff",
];
const insert = fc.oneof(
  fc.constantFrom(...pieces, "# Lynis Report\n", "finish=true\n", "warning[]=").map(encode),
  fc.uint8Array({ maxLength: 20 }),
);
const edits = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(400), insert }),
  { minLength: 1, maxLength: 12 },
);

function mutate(bytes: Uint8Array, changes: readonly Edit[]): Uint8Array {
  let file = Buffer.from(bytes);
  for (const { at, remove, insert } of changes) {
    const from = Math.floor(at * file.length);
    file = Buffer.concat([file.subarray(0, from), insert, file.subarray(from + remove)]);
  }
  return file;
}

describe("never throws, and answers within bounds", { timeout: 30_000 }, () => {
  it("on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => holds(read(bytes))),
      RUNS,
    );
  });

  it("on any text in the place of records", () => {
    const line = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .tuple(fc.constantFrom("warning[]", "suggestion[]", "details[]", "tests_executed"), fc.string())
        .map(([key, value]) => `${key}=${value}`),
      fc
        .array(
          fc.constantFrom("SSH-7408", "KRNL-6000", "|", ":", ";", "field:", "value:", "(set a to b)", " "),
        )
        .map((words) => `suggestion[]=${words.join("")}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => holds(read(encode(written({ lines }))))),
      RUNS,
    );
  });

  it("on mutated reports", () => {
    fc.assert(
      fc.property(anyFile, edits, (bytes, changes) => holds(read(mutate(bytes, changes)))),
      RUNS,
    );
  });
});

describe("what does not matter", { timeout: 30_000 }, () => {
  it("line ends", () => {
    const mixed = fc.tuple(anyText, fc.infiniteStream(fc.boolean()));
    fc.assert(
      fc.property(mixed, ([text, coins]) => {
        const other = text.replaceAll("\n", () => (coins.next().value ? "\r\n" : "\n"));
        expect(report(other)).toEqual(report(text));
      }),
      { numRuns: 60 },
    );
  });

  it("the order of findings", () => {
    const shuffled = anyText.chain((text) => {
      const lines = text.split("\n");
      const findings = lines.filter((line) => /^(warning|suggestion)\[\]=/.test(line));
      const rest = lines.filter((line) => !findings.includes(line));
      const whole = { minLength: findings.length, maxLength: findings.length };
      return fc
        .shuffledSubarray(findings, whole)
        .map((order) => ({ text, other: [...rest.slice(0, 20), ...order, ...rest.slice(20)].join("\n") }));
    });
    fc.assert(
      fc.property(shuffled, ({ text, other }) => {
        expect(outcomesOf(report(other))).toEqual(outcomesOf(report(text)));
      }),
      { numRuns: 60 },
    );
  });
});

it("passes nothing and closes nothing in a file that was cut anywhere", { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(anyFile, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, share) => {
      const end = bytes.length - "finish=true\n".length;
      const result = read(bytes.slice(0, Math.floor(end * share)));
      if (!result.ok) return;
      const { complete, observations, exposuresComplete, exhaustive, facts } = result.reports[0];
      expect(complete).toBe(false);
      expect(observations.filter(({ outcome }) => outcome !== "fail")).toEqual([]);
      expect([exposuresComplete, exhaustive]).toEqual([[], []]);
      expect(facts.filter(({ values }) => values.length === 0)).toEqual([]);
    }),
    RUNS,
  );
});

it("keeps the license key nowhere, wherever it stands", { timeout: 30_000 }, () => {
  const place = fc.tuple(anyText, fc.nat(), fc.constantFrom("\n", "\r\n"), fc.constantFrom("", "[]"));
  fc.assert(
    fc.property(place, edits, ([text, at, end, list], changes) => {
      const lines = text.split("\n");
      const key = `license_key${list}=53cr37-${"ab".repeat(9)}`;
      lines.splice(at % lines.length, 0, key + end.trimEnd());
      const plain = encode(lines.join("\n"));
      // Only edits before the key, so that it is still whole.
      const until = new TextDecoder("latin1").decode(plain).indexOf("license_key");
      const edited = mutate(plain.subarray(0, until), changes);
      const result = read(Buffer.concat([edited, plain.subarray(until)]));
      expect(JSON.stringify(result)).not.toContain("53cr37");
      if (result.ok) expect(new TextDecoder("latin1").decode(result.original)).not.toContain("53cr37");
    }),
    RUNS,
  );
});
