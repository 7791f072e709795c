import { EventEmitter, once } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { Part } from "@/lib/exports/xlsx";
import { inUtf8, type Pieces } from "./pieces";
import { attachment } from "./reply";
import { packed } from "./workbook-file";

/** Pieces that tell how many were made, and whether the maker was let go. */
function counted(most: number, fails = false) {
  const seen = { made: 0, left: false };
  async function* texts(): AsyncGenerator<string> {
    try {
      while (seen.made < most) {
        seen.made += 1;
        yield "x".repeat(100_000);
      }
      if (fails) throw new Error("the database is gone");
    } finally {
      seen.left = true;
    }
  }
  return { seen, texts: texts() };
}

const readerOf = (pieces: Pieces, failed?: (error: unknown) => void) =>
  attachment(pieces, "a.csv", "text/csv").response(failed).body?.getReader();

const workbook = (text: AsyncIterable<string>): Pieces => {
  async function* parts(): AsyncGenerator<Part> {
    yield { name: "sheet.xml", text };
  }
  return packed(parts());
};

describe("an answer in pieces", () => {
  it("comes whole, under its type, as a file that no browser shows", async () => {
    const { texts } = counted(3);
    const response = attachment(inUtf8(texts), "a.csv", "text/csv").response();
    expect((await response.text()).length).toBe(300_000);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv",
      "content-disposition": 'attachment; filename="a.csv"',
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
  });

  it.each([
    ["text", inUtf8],
    ["an archive", workbook],
  ])("makes no more of %s than is read, and stops when nobody reads", async (_, write) => {
    const { seen, texts } = counted(10_000);
    const reader = readerOf(write(texts));
    expect(seen.made).toBe(0);
    await reader?.read();
    await reader?.cancel();
    expect(seen.left).toBe(true);
    expect(seen.made).toBeLessThan(100);
  });

  it.each([
    ["text", inUtf8],
    ["an archive", workbook],
  ])("breaks off where making %s fails, and somebody is told why", async (_, write) => {
    const told: unknown[] = [];
    const reader = readerOf(write(counted(3, true).texts), (error) => told.push(error));
    const readAll = async () => {
      while (!(await reader?.read())?.done);
    };
    await expect(readAll()).rejects.toThrow("the database is gone");
    expect(told).toEqual([new Error("the database is gone")]);
  });

  it.each([
    ["text", (texts: AsyncIterable<string>) => inUtf8(texts)],
    ["an archive, within a part", workbook],
    ["an archive, between two parts", manyParts],
  ])(
    "lets go of %s and tells nobody of an error when its reader leaves while it is made",
    async (_, write) => {
      const told: unknown[] = [];
      const { seen, texts, more } = slow();
      const reader = readerOf(write(texts), (error) => told.push(error));
      const asked = reader?.read();
      await seen.asked;
      const left = reader?.cancel();
      more();
      await Promise.all([asked, left, seen.left]);
      expect(told).toEqual([]);
    },
  );
});

it("an archive holds on to no part that is written", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const written: WeakRef<object>[] = [];
  let held = Number.NaN;
  async function* parts(): AsyncGenerator<Part> {
    for (let number = 0; number < 50; number++) {
      const text = whole("x".repeat(10_000));
      written.push(new WeakRef(text));
      yield { name: `${number}.txt`, text };
    }
    collect();
    held = written.filter((part) => part.deref()).length;
  }
  for await (const _ of packed(parts()));
  // The last ones are still in the hands of those who wrote them.
  expect(held).toBeLessThan(5);
});

/** A text whose pieces come once `more` is called; it tells when the first is asked for, and when it is let go. */
function slow() {
  const told = new EventEmitter();
  const seen = { asked: once(told, "asked"), left: once(told, "left") };
  const go = once(told, "go");
  async function* made(): AsyncGenerator<string> {
    try {
      for (;;) {
        told.emit("asked");
        await go;
        yield "x".repeat(100_000);
      }
    } finally {
      told.emit("left");
    }
  }
  return { seen, texts: made(), more: () => told.emit("go") };
}

/** Each piece of a text is a part of its own: what is slow lies between them. */
function manyParts(texts: AsyncIterable<string>): Pieces {
  async function* parts(): AsyncGenerator<Part> {
    let number = 0;
    for await (const text of texts) {
      number += 1;
      yield { name: `${number}.txt`, text: whole(text) };
    }
  }
  return packed(parts());
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}
