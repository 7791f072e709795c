/** Where things stand for a given width. Below 600 px the figures move under the towers, so 10 px text stays 10 px. */
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { clampPoints } from "./text";

type Layout = "small" | "medium" | "large";

export interface Plan {
  layout: Layout;
  width: number;
  height: number;
  /** The towers that are drawn, in their fixed order. */
  shown: readonly Tower[];
  /** x of the scale, and of the right end of the ground. */
  axis: number;
  end: number;
  /** Left edge of each tower, and the width all of them have. */
  x: Readonly<Record<Tower, number>>;
  towerWidth: number;
  /** Free room to the right of a tower, for its figures. */
  beside: number;
  /** The stretches of curtain wall. */
  walls: readonly { x: number; width: number }[];
  /** The long stretch that carries the tablet; null where there is no tablet. */
  tablet: { x: number; width: number } | null;
  /** y of 0 points, and px per point. */
  ground: number;
  point: number;
  moat: number;
  /** How far scaffolding stands out at each side. */
  overhang: number;
  /** Depth of the battlements in px; their top, not their foot, is the score. */
  crown: number;
  /** Scale of guards and bridges. */
  figure: number;
}

/** y of a height in points. */
export function heightAt(plan: Pick<Plan, "ground" | "point">, points: number): number {
  return plan.ground - clampPoints(points) * plan.point;
}

const SKY = 30;
const between = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));
const usable = (width: number, low: number) =>
  between(low, Number.isFinite(width) ? Math.round(width) : low, 1600);

/** The plan of a whole fortress. `rowsBelow` says how many rows of words the small form needs under its name. */
export function planFortress(wanted: number, rowsBelow: (width: number) => number = () => 1): Plan {
  const width = usable(wanted, 280);
  return width < 600 ? planSmall(width, rowsBelow(width)) : planWide(width);
}

function planWide(width: number): Plan {
  const large = width >= 900;
  const axis = 36;
  const end = width - (large ? 150 : 58);
  const inner = end - axis;
  const towerWidth = inner * (large ? 0.128 : 0.115);
  const beside = inner * (large ? 0.08 : 0.1);
  const long = inner - 4 * towerWidth - 2 * beside - 12;
  const hardening = axis + 6;
  const patching = hardening + towerWidth + beside;
  const integrity = patching + towerWidth + long;
  const auditing = integrity + towerWidth + beside;
  const point = between(2.3, width / 350, 3.2);
  const ground = SKY + 100 * point;
  return {
    layout: large ? "large" : "medium",
    width,
    height: ground + 26 + 50,
    shown: TOWERS,
    axis,
    end,
    x: { hardening, patching, integrity, auditing },
    towerWidth,
    beside,
    walls: [
      { x: hardening + towerWidth, width: beside },
      { x: patching + towerWidth, width: long },
      { x: integrity + towerWidth, width: beside },
    ],
    tablet: { x: patching + towerWidth, width: long },
    ground,
    point,
    moat: 26,
    overhang: large ? 9 : 5,
    crown: 13,
    figure: between(0.62, towerWidth / 118, 1.2),
  };
}

function planSmall(width: number, rows: number): Plan {
  const axis = 26;
  const end = width - 4;
  const pitch = (end - axis) / 4;
  const towerWidth = Math.min(104, pitch * 0.74);
  const beside = pitch - towerWidth;
  const x = (index: number) => axis + pitch * (index + 0.5) - towerWidth / 2;
  const point = 2.1;
  const ground = SKY + 100 * point;
  return {
    layout: "small",
    width,
    height: ground + 18 + 88 + rows * 16,
    shown: TOWERS,
    axis,
    end,
    x: { hardening: x(0), patching: x(1), integrity: x(2), auditing: x(3) },
    towerWidth,
    beside,
    walls: [0, 1, 2].map((index) => ({ x: x(index) + towerWidth, width: beside })),
    tablet: null,
    ground,
    point,
    moat: 18,
    overhang: 4,
    crown: 9,
    figure: between(0.62, towerWidth / 118, 1),
  };
}

/** The plan of one tower alone, with its scale and a piece of wall at each side. */
export function planTower(wanted: number, tower: Tower): Plan {
  const width = usable(wanted, 200);
  const axis = 36;
  const beside = between(64, width * 0.26, 96);
  const stub = between(10, width * 0.08, 40);
  const towerWidth = between(72, width - axis - stub - beside - 8, 170);
  const x = axis + stub;
  const end = Math.min(width - 2, x + towerWidth + beside);
  const point = width < 260 ? 2.3 : 2.8;
  const ground = SKY + 100 * point;
  return {
    layout: "medium",
    width,
    height: ground + 26 + 50,
    shown: [tower],
    axis,
    end,
    x: { hardening: x, patching: x, integrity: x, auditing: x },
    towerWidth,
    beside: end - x - towerWidth,
    walls: [
      { x: axis, width: stub },
      { x: x + towerWidth, width: end - x - towerWidth },
    ],
    tablet: null,
    ground,
    point,
    moat: 26,
    overhang: 7,
    crown: 13,
    figure: between(0.62, towerWidth / 118, 1.2),
  };
}
