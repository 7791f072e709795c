import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./fortress.css", import.meta.url), "utf8");

/** The colours of the first rule whose selector ends like this, by name. */
function colours(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  expect(start).toBeGreaterThanOrEqual(0);
  const rule = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries(
    [...rule.matchAll(/--fx-([a-z-]+): (#[0-9a-f]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a = "", b = ""): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const light = colours('[data-theme="light"]');
const dark = colours('[data-theme="dark"]');
const system = colours(":root:not([data-theme])");
const print = { ...light, ...colours("[data-theme]") };

test("a dark desktop and a chosen dark theme look the same", () => {
  expect(Object.keys(light).length).toBeGreaterThan(15);
  expect(Object.keys(dark)).toEqual(Object.keys(light));
  expect(system).toEqual(dark);
});

describe.each(Object.entries({ light, dark, print }))("%s", (_, theme) => {
  test.each(["ink", "soft", "unproven", "failed", "held", "own"])("%s is readable on paper", (name) => {
    expect(contrast(theme[name], theme.paper)).toBeGreaterThanOrEqual(4.5);
  });

  test("lightness alone tells the grades of the heat map apart", () => {
    const steps = ["a", "b", "c", "d", "e", "f"].map((grade) => contrast(theme[grade], theme.paper));
    for (const [index, step] of steps.slice(1).entries()) {
      expect(step / (steps[index] ?? 1)).toBeGreaterThan(1.2);
    }
  });

  test("a stone outline stands out from paper", () => {
    expect(contrast(theme.ink, theme["stone-cool"])).toBeGreaterThanOrEqual(3);
  });
});
