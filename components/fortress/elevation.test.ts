import { describe, expect, test } from "vitest";
import { elevate } from "./elevation";
import { ordinary } from "./fortress.sample";
import { heightAt, planFortress } from "./plan";

const { auditing } = ordinary.towers;

describe.each([1120, 700, 390])("a tower at %i px", (width) => {
  const plan = planFortress(width);

  test("guards stand on the walk, between the battlements", () => {
    const at = elevate("auditing", auditing, plan);
    expect(at.walk).toBeCloseTo(heightAt(plan, 66.6) + plan.crown);
    const merlon = at.width / 7;
    at.guards.forEach(({ x, y }, index) => {
      expect(y).toBe(at.walk);
      expect((x - at.x) / merlon).toBeCloseTo([1.5, 3.5, 5.5][index] ?? 0);
    });
  });

  test("on a tower too low for battlements guards and bridges share one row, all apart", () => {
    const at = elevate("auditing", { ...auditing, proven: 4 }, plan);
    expect(at.crown).toBe(0);
    expect(at.walk).toBeCloseTo(heightAt(plan, 4));
    const row = [...at.guards, ...at.bridges].sort((a, b) => a.x - b.x);
    expect(row).toHaveLength(6);
    row.slice(1).forEach((place, index) => {
      expect(place.x - (row[index]?.x ?? 0)).toBeGreaterThanOrEqual(19 * place.scale);
    });
  });

  test("everything stays on its tower, whatever the number of measures", () => {
    for (const count of [0, 1, 2, 3, 4, 7]) {
      const measures = Array.from({ length: count }, () => ({ name: "x", state: "weak" as const }));
      const at = elevate("patching", { proven: 60, possible: 80, guards: measures, bridges: measures }, plan);
      for (const { x, scale } of [...at.guards, ...at.bridges]) {
        expect(x - 6.5 * scale).toBeGreaterThanOrEqual(at.x);
        expect(x + 6.5 * scale).toBeLessThanOrEqual(at.x + at.width);
      }
    }
  });
});

test("figures that contradict each other are put in order", () => {
  const plan = planFortress(1120);
  const cap = { at: 40, cause: "x", without: { proven: 30, possible: 20 } };
  const at = elevate("patching", { proven: 60, possible: 50, cap, guards: [], bridges: [] }, plan);
  expect(at).toMatchObject({ proven: 60, possible: 60, bare: { proven: 60, possible: 60 }, heldBack: false });
});

test("the plan keeps its towers apart and inside, at every width", () => {
  for (let width = 280; width <= 1600; width += 20) {
    const { x, towerWidth, axis, end, overhang, shown } = planFortress(width);
    shown.forEach((tower, index) => {
      const next = shown[index + 1];
      expect(x[tower] - overhang).toBeGreaterThanOrEqual(axis - overhang);
      expect(x[tower] + towerWidth + overhang).toBeLessThanOrEqual(
        (next ? x[next] - overhang : width) + 0.01,
      );
    });
    expect(end).toBeLessThanOrEqual(width);
  }
});
