import { describe, expect, test } from "vitest";
import { capHeight, fitEnd, fitMiddle, plain, score, textWidth, wrap } from "./text";

test("a score has one decimal and no evidence has none", () => {
  expect(score(58.94)).toBe("58.9");
  expect(score(100)).toBe("100.0");
  expect(score(0)).toBe("0.0");
  expect(score(null)).toBe("–");
  expect(score(Number.NaN)).toBe("0.0");
  expect(capHeight(40)).toBe("40");
  expect(capHeight(62.5)).toBe("62.5");
});

test("report text loses what could reorder or hide the words around it", () => {
  expect(plain(" a\n\tb\u202e c\u0000\u200b ")).toBe("a b c");
  expect(plain("مرحبا 👩‍💻")).toBe("مرحبا 👩‍💻");
  expect(plain("x".repeat(1_000_000)).length).toBeLessThanOrEqual(2000);
});

describe("cutting", () => {
  const host = "web-01.eu-central-1.prod.customers.example.org";

  test("a text that fits stays whole", () => {
    expect(fitEnd("db-02", 100, 12)).toBe("db-02");
    expect(fitMiddle("db-02", 100, 12)).toBe("db-02");
  });

  test("the end is cut, or the middle", () => {
    expect(fitEnd(host, 120, 12)).toMatch(/^web-01\.[\w.-]*…$/);
    expect(fitMiddle(host, 160, 12)).toMatch(/^web-01\.[\w.-]*…[\w.]*org$/);
    for (const cut of [fitEnd(host, 120, 12), fitMiddle(host, 120, 12)]) {
      expect(textWidth(cut, 12)).toBeLessThanOrEqual(120);
    }
  });

  test("no character is cut in half", () => {
    expect(fitEnd("👩👩👩👩👩👩👩👩", 60, 12)).toMatch(/^(👩)+…$/u);
  });

  test("two names of one fleet stay apart", () => {
    const long = (number: string) => `node-in-a-very-long-cluster-name-with-many-words-${number}`;
    expect(fitMiddle(long("017"), 140, 12)).not.toBe(fitMiddle(long("018"), 140, 12));
  });
});

test("text breaks after spaces and before slashes; what is left over ends in …", () => {
  expect(wrap("debsums: /usr/sbin/nologin changed", 90, 10, 3)).toEqual([
    "debsums: /usr",
    "/sbin/nologin",
    "changed",
  ]);
  expect(wrap("one two three four five six", 50, 10, 2)).toEqual([
    "one two",
    expect.stringMatching(/^three.*…$/),
  ]);
  expect(wrap("x".repeat(60), 60, 10, 2)).toHaveLength(2);
  expect(wrap("", 60, 10, 2)).toEqual([]);
});

test("the longest hostile text costs no more than the room it gets", () => {
  const endless = "wide ".repeat(200_000);
  const start = performance.now();
  for (let index = 0; index < 200; index += 1) {
    fitEnd(endless, 100, 11);
    fitMiddle(endless, 100, 11);
    wrap(endless, 100, 11, 4);
  }
  expect(performance.now() - start).toBeLessThan(2_000);
});
