import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { TOWERS } from "@/lib/fortress/types";
import { Fortress } from "./fortress";
import { capped, noEvidence, ordinary, withTowers } from "./fortress.sample";
import { FortressRow } from "./fortress-row";
import { boundsOf, group, scaleOf, zonePaths } from "./markup.sample";
import type { FortressDrawing } from "./types";

/** Coordinates have one decimal, so a height may be off by 0.05 px: a sixtieth of a point. */
const EXACT = 0.11;
const WIDTHS = [1120, 700, 390];

function draw(drawing: FortressDrawing, width: number) {
  const markup = renderToStaticMarkup(<Fortress drawing={drawing} width={width} />);
  return { at: scaleOf(markup), tower: (name: string) => group(markup, `data-tower="${name}"`), markup };
}

function standing(proven: number, possible: number): FortressDrawing {
  return withTowers(ordinary, (tower) => ({ ...tower, proven, possible }));
}

describe.each(WIDTHS)("heights at %i px", (width) => {
  test("the top of the battlements is what is proven", () => {
    const { at, tower } = draw(ordinary, width);
    for (const name of TOWERS) {
      const [battlements = ""] = zonePaths(tower(name), "battlements");
      // half of the 1 px outline lies above the path
      const top = boundsOf(battlements).top - 0.5;
      expect(Math.abs(top - at(ordinary.towers[name].proven ?? 0))).toBeLessThan(EXACT);
    }
  });

  test.each([1, 3.3, 7.5])(
    "a tower of %d points is too low for battlements: its stone ends there",
    (points) => {
      const { at, tower } = draw(standing(points, points), width);
      for (const name of TOWERS) {
        expect(zonePaths(tower(name), "battlements")).toEqual([]);
        const [stone = ""] = zonePaths(tower(name), "proven");
        expect(Math.abs(boundsOf(stone).top - at(points))).toBeLessThan(EXACT);
        expect(Math.abs(boundsOf(stone).bottom - at(0))).toBeLessThan(EXACT);
      }
    },
  );

  test.each([9, 10, 11, 12, 50, 99.9, 100])(
    "no stone of a tower of %d points stands above its score",
    (points) => {
      const { at, tower } = draw(standing(points, 100), width);
      for (const name of TOWERS) {
        const tops = ["proven", "battlements"].flatMap((zone) =>
          zonePaths(tower(name), zone).map((d) => boundsOf(d).top),
        );
        expect(Math.abs(Math.min(...tops) - at(points))).toBeLessThan(0.5 + EXACT);
      }
    },
  );

  test("scaffolding reaches from proven to possible, and the ruin from there to 100", () => {
    const { at, tower } = draw(standing(30, 70), width);
    for (const name of TOWERS) {
      const paths = [...group(tower(name), 'data-zone="unproven"').matchAll(/ d="([^"]*)"/g)].map(
        ([, d = ""]) => boundsOf(d),
      );
      expect(Math.abs(Math.min(...paths.map(({ top }) => top)) - at(70))).toBeLessThan(EXACT);
      expect(Math.abs(Math.max(...paths.map(({ bottom }) => bottom)) - at(30))).toBeLessThan(EXACT);
      const [dots, edge] = [...group(tower(name), 'data-zone="failed"').matchAll(/ d="([^"]*)"/g)].map(
        ([, d = ""]) => boundsOf(d),
      );
      expect(Math.abs((dots?.top ?? 0) - at(100))).toBeLessThan(EXACT);
      expect(Math.abs((edge?.bottom ?? 0) - at(70))).toBeLessThan(EXACT);
    }
  });

  test("the chain lies at exactly the height of the cap, across the tower", () => {
    const { at, markup } = draw(capped, width);
    const chain = group(group(markup, 'data-labels="integrity"'), 'data-zone="held"');
    const heights = [...chain.matchAll(/M[\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    expect(heights.length).toBeGreaterThan(5);
    for (const y of heights) expect(Math.abs(y - at(40))).toBeLessThan(EXACT);
  });

  test("what a cap holds back is pale above the chain, solid below it", () => {
    const { at, tower } = draw(capped, width);
    const integrity = tower("integrity");
    expect(Math.abs(boundsOf(zonePaths(integrity, "proven")[0] ?? "").top - at(40))).toBeLessThan(EXACT);
    expect(boundsOf(zonePaths(integrity, "held-back")[0] ?? "").bottom).toBeLessThan(at(40));
    expect(
      Math.abs(boundsOf(zonePaths(integrity, "battlements")[0] ?? "").top - 0.5 - at(68.3)),
    ).toBeLessThan(EXACT);
  });

  test("a tower without evidence has no stone, no scaffolding and no ruin", () => {
    const { tower } = draw(noEvidence, width);
    for (const name of TOWERS) {
      expect(zonePaths(tower(name), "no-evidence")).toHaveLength(1);
      expect(tower(name)).not.toMatch(/data-zone="(proven|unproven|failed|battlements|held-back)"/);
    }
  });
});

test("battlements do not depend on guards, bridges or notes", () => {
  const bare = withTowers(ordinary, (tower) => ({ ...tower, guards: [], bridges: [], note: "lowest 38.2" }));
  for (const name of TOWERS) {
    const [full, plain] = [ordinary, bare].map((drawing) =>
      zonePaths(draw(drawing, 1120).tower(name), "battlements"),
    );
    expect(plain).toEqual(full);
  }
});

test("the row form has one bar for each tower, at its height", () => {
  const row = renderToStaticMarkup(<FortressRow drawing={ordinary} />);
  const bars = (zonePaths(row, "proven")[0] ?? "")
    .split("M")
    .slice(1)
    .map((d) => boundsOf(`M${d}`));
  expect(bars).toHaveLength(4);
  TOWERS.forEach((name, index) => {
    const { top = 0, bottom = 0 } = bars[index] ?? {};
    expect(Math.abs(bottom - top - (ordinary.towers[name].proven ?? 0) * 0.34)).toBeLessThan(EXACT);
  });
});
