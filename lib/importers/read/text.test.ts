import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText, cut } from "./clean";
import { eachLine, readHead, readText } from "./text";

const bytes = (...values: number[]) => new Uint8Array(values);
const encode = (text: string) => new TextEncoder().encode(text);
const code = (input: Uint8Array) => {
  const result = readText(input);
  return result.ok ? null : result.refusal.code;
};

describe("readText", () => {
  it("decodes UTF-8 and drops a byte order mark", () => {
    expect(readText(encode("\ufeffa=ü●\n"))).toEqual({ ok: true, text: "a=ü●\n" });
  });

  it("puts U+FFFD for what is no UTF-8", () => {
    expect(readText(bytes(0x61, 0xff, 0x62, 0xc3))).toEqual({ ok: true, text: "a\ufffdb\ufffd" });
  });

  it.each([
    ["empty", bytes()],
    ["empty", encode("\ufeff \r\n\t\n")],
    ["binary", bytes(0x61, 0x62, 0x63, 0x64, 0x00)],
    ["binary", bytes(0x1f, 0x8b, 0x08, 0x00, 0x00)],
    ["utf-16", bytes(0xff, 0xfe, 0x61, 0x00)],
    ["utf-16", bytes(0xfe, 0xff, 0x00, 0x61)],
    ["utf-16", bytes(0x61, 0x00, 0x62, 0x00)],
    ["utf-16", bytes(0x00, 0x61, 0x00, 0x62)],
    ["too-large", new Uint8Array(LIMITS.fileBytes + 1)],
  ])("refuses: %s", (expected, input) => {
    expect(code(input)).toBe(expected);
  });

  it("says in a sentence what to do", () => {
    for (const input of [bytes(), bytes(0, 0), bytes(0xff, 0xfe), new Uint8Array(LIMITS.fileBytes + 1)]) {
      const result = readText(input);
      expect(result.ok ? "" : result.refusal.text).toMatch(/^This .+; bring .+\.$/);
    }
  });
});

it("reads only the head of a file", () => {
  expect(readHead(encode("a".repeat(LIMITS.sniffBytes + 10)))).toHaveLength(LIMITS.sniffBytes);
  expect(readHead(encode("abc"), 2)).toBe("ab");
  expect(readHead(bytes(0xff))).toBe("\ufffd");
});

describe("eachLine", () => {
  const lines = (text: string) => {
    const seen: [number, string][] = [];
    const refusal = eachLine(text, (line, number) => {
      seen.push([number, line]);
      return null;
    });
    return refusal ?? seen;
  };

  it.each([
    ["", []],
    ["a", [[1, "a"]]],
    ["a\n", [[1, "a"]]],
    [
      "a\r\nb\r\n",
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    [
      "a\n\nb",
      [
        [1, "a"],
        [2, ""],
        [3, "b"],
      ],
    ],
    [
      "\r\n\n",
      [
        [1, ""],
        [2, ""],
      ],
    ],
    ["a\rb\n", [[1, "a\rb"]]],
    ["a\r", [[1, "a"]]],
  ])("splits %j", (text, expected) => {
    expect(lines(text)).toEqual(expected);
  });

  it("stops at a refusal", () => {
    const seen: string[] = [];
    const refusal = eachLine("a\nb\nc\n", (line) => {
      seen.push(line);
      return line === "b" ? { code: "no", text: "No." } : null;
    });
    expect([refusal?.code, seen]).toEqual(["no", ["a", "b"]]);
  });

  it("refuses a line that is too long, naming it", () => {
    const longest = "x".repeat(LIMITS.lineCharacters);
    expect(lines(`a\n${longest}x\n`)).toMatchObject({ code: "line-too-long", line: 2 });
    expect(lines(`a\n${longest}\r\n`)).toHaveLength(2);
  });

  it("refuses too many lines, naming the first that is too much", () => {
    expect(lines("\n".repeat(LIMITS.lines))).toHaveLength(LIMITS.lines);
    expect(lines("\n".repeat(600_000))).toMatchObject({ code: "too-many-lines", line: 500_001 });
  });
});

describe("cleanText", () => {
  it.each([
    ["plain text", "a=b|c\nd", "a=b|c\nd"],
    ["colours", "\x1b[1;31mred\x1b[0m", "red"],
    ["cursor moves", "a\x1b[2C\x1b[?25lb", "ab"],
    ["links and titles", "\x1b]8;;https://x\x07text\x1b]0;t\x1b\\.", "text."],
    ["a torn sequence", "a\x1b[31", "a[31"],
    ["tabs and carriage returns", "a\tb\r\nc\rd", "a b\ncd"],
    ["controls of both sets", "a\x01b\x7fc\x85d\x9b1me", "abcde"],
    ["turned text", "a\u202eb\u2066c\u200fd", "abcd"],
    ["line ends of Unicode", "a\u2028b\u2029c", "abc"],
    ["other scripts", "Größe ● 日本 👩‍👧", "Größe ● 日本 👩‍👧"],
  ])("handles %s", (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it("finds what is unsafe wherever it stands", () => {
    for (const text of ["", "a", "ab", "a\nb", "ab~\n", "a b c", "é", "日本a"]) {
      expect(cleanText(text)).toBe(text);
      for (let at = 0; at <= text.length; at += 1) {
        expect(cleanText(`${text.slice(0, at)}\x07${text.slice(at)}`)).toBe(text);
      }
    }
  });
});

describe("cut", () => {
  it("keeps what is short and marks what is long", () => {
    expect(cut("abcde", 5)).toBe("abcde");
    expect(cut("abcdef", 5)).toBe("abcd…");
    expect(cut("x".repeat(4001))).toHaveLength(LIMITS.textCharacters);
  });

  it("does not cut a character in two", () => {
    expect(cut("abc😀def", 5)).toBe("abc…");
    expect(cut("ab😀cdef", 5)).toBe("ab😀…");
  });
});
