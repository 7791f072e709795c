import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { IMPORTERS, readReport, recognise } from ".";
import { LIMITS } from "./limits";
import type { FileInput, Importer, Refusal } from "./types";

const here = (path: string) => new URL(path, import.meta.url);
const file = (bytes: Uint8Array): FileInput => ({ name: null, bytes });
const text = (content: string) => file(new TextEncoder().encode(content));
const code = (input: FileInput, importers?: Importer[]) => {
  const recognition = recognise(input, importers);
  return recognition.ok ? recognition.importer.format : recognition.refusal.code;
};

/** An importer that answers the same to every file. */
const answering = (format: string, answer: "yes" | "no" | Refusal): Importer => ({
  format,
  title: `${format} report`,
  sniff: () => answer,
  read: () => ({ ok: false, refusal: { code: `read-${format}`, text: "Read." } }),
});

/** Their content alone could be anything: a bare path. */
const NEEDS_ITS_NAME = new Set(["apt-holds/web-01-apt-mark-showhold.txt", "debsums/web-01-changed.txt"]);

const unpacked = (place: URL): Uint8Array<ArrayBuffer> => {
  const bytes = readFileSync(place);
  return new Uint8Array(place.pathname.endsWith(".gz") ? gunzipSync(bytes) : bytes);
};

describe("every sample against every importer", () => {
  const folders = IMPORTERS.map(({ format }) => ({ format, folder: here(`./${format}/samples/`) }));
  const samples = folders.flatMap(({ format, folder }) =>
    readdirSync(folder).map((name) => ({ format, name, bytes: unpacked(new URL(name, folder)) })),
  );

  it.each(samples)("$format/$name is known by its own importer alone", ({ format, name, bytes }) => {
    const path = `${format}/${name}`;
    if (NEEDS_ITS_NAME.has(path)) expect(code(file(bytes))).toBe("not-recognised");
    const recognition = recognise(NEEDS_ITS_NAME.has(path) ? { name, path, bytes } : file(bytes));
    if (recognition.ok) expect(recognition.importer.format).toBe(format);
    else expect(recognition.refusal.code).toMatch(new RegExp(`^${format}-`));
    const head = new TextDecoder().decode(bytes.subarray(0, LIMITS.sniffBytes));
    for (const other of IMPORTERS)
      if (other.format !== format)
        expect([other.format, other.sniff(head, { name, command: "" })]).toEqual([other.format, "no"]);
  });

  it.each(readdirSync(here("./samples-foreign/")))("%s is known by none", (name) => {
    const bytes = new Uint8Array(readFileSync(here(`./samples-foreign/${name}`)));
    expect(code(file(bytes))).toBe("not-recognised");
  });
});

describe("recognise", () => {
  it("takes the one importer that says yes", () => {
    expect(code(text("x"), [answering("a", "no"), answering("b", "yes")])).toBe("b");
    const refuses = answering("a", { code: "a-log", text: "Bring the report." });
    expect(code(text("x"), [refuses, answering("b", "yes")])).toBe("b");
  });

  it("asks nobody where a file begins with the mark of one", () => {
    const marked: Importer = { ...answering("a", "no"), mark: "# A\n" };
    const others = [answering("b", "yes"), marked];
    expect(code(text("# A\nx"), others)).toBe("a");
    expect(code(text("\ufeff# A\nx"), others)).toBe("a");
    expect(code(text("# A b\n"), others)).toBe("b");
    for (const { mark, sniff } of IMPORTERS) {
      if (mark === undefined) continue;
      expect(sniff(mark, { name: "", command: "" })).toBe("yes");
      expect(new TextEncoder().encode(mark).length).toBeLessThanOrEqual(60);
    }
  });

  it("passes on the refusal of the importer that knows the file", () => {
    const refuses = answering("a", { code: "a-log", text: "Bring the report." });
    expect(code(text("x"), [answering("b", "no"), refuses])).toBe("a-log");
  });

  it("refuses what several claim, naming them", () => {
    const recognition = recognise(text("x"), [answering("a", "yes"), answering("b", "yes")]);
    expect(recognition).toEqual({
      ok: false,
      refusal: {
        code: "ambiguous",
        text: "This file could be several things: a report, b report. Bring one report per file.",
      },
    });
  });

  it("says why a file is known by none", () => {
    expect(recognise(text("hello\n"))).toEqual({
      ok: false,
      refusal: {
        code: "not-recognised",
        text: expect.stringMatching(
          /^This is no report that Rampart reads\. It reads: AIDE .*, Lynis report, .*\.$/,
        ),
      },
    });
    expect(code(text(""))).toBe("empty");
    expect(code(file(new Uint8Array([0xff, 0xfe, 0x61, 0])))).toBe("utf-16");
    expect(code(file(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0])))).toBe("binary");
    expect(code(file(new Uint8Array(LIMITS.streamBytes + 1)), [answering("a", "yes")])).toBe("too-large");
  });

  it("shows an importer the head of a file only", () => {
    const lengths: number[] = [];
    const sniff = (head: string) => {
      lengths.push(head.length);
      return "no" as const;
    };
    const curious = { ...answering("a", "no"), sniff };
    recognise(text("x".repeat(LIMITS.sniffBytes * 2)), [curious]);
    expect(lengths).toEqual([LIMITS.sniffBytes]);
  });
});

describe("readReport", () => {
  it("reads with the importer that knows the file", () => {
    expect(readReport(text("x"), [answering("a", "yes")])).toMatchObject({ refusal: { code: "read-a" } });
    const bytes = new Uint8Array(readFileSync(here("./lynis/samples/db-02-hardened.dat")));
    expect(readReport(file(bytes))).toMatchObject({
      ok: true,
      reports: [{ format: "lynis", source: "lynis" }],
    });
  });

  it("refuses what nobody knows", () => {
    expect(readReport(text("hello"))).toMatchObject({ ok: false, refusal: { code: "not-recognised" } });
  });
});
