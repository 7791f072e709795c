/** Where the parts of one tower stand: the zones of its height and the places of its guards and bridges. */
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { heightAt, type Plan } from "./plan";
import { clampPoints } from "./text";
import type { MeasureDrawing, Standing, TowerDrawing } from "./types";

/** A measure and the middle of its feet. */
export interface Place {
  measure: MeasureDrawing;
  x: number;
  y: number;
  scale: number;
}

export interface Elevation {
  tower: Tower;
  drawing: TowerDrawing;
  x: number;
  width: number;
  middle: number;
  /** Points, clamped and in order; `proven` is null where there is no evidence. */
  proven: number | null;
  possible: number;
  /** What the checks alone would give: the same as above unless a cap holds the tower. */
  bare: Standing;
  /** A cap hides laid courses, which are drawn pale. */
  heldBack: boolean;
  /** Depth of the battlements in px; 0 = too low to carry any. */
  crown: number;
  /** y of the walk behind the battlements, where the guards stand. */
  walk: number;
  /** y of the top of all stone, pale courses included. */
  top: number;
  guards: readonly Place[];
  bridges: readonly Place[];
  /** A number that gives each tower its own masonry. */
  seed: number;
}

/** Works out one tower. Figures that contradict each other are put in order, never drawn as they are. */
export function elevate(tower: Tower, drawing: TowerDrawing, plan: Plan): Elevation {
  const x = plan.x[tower];
  const none = drawing.proven === null;
  const proven = none ? 0 : clampPoints(drawing.proven ?? 0);
  const possible = none ? 100 : Math.max(proven, clampPoints(drawing.possible));
  const without = none ? undefined : drawing.cap?.without;
  const bareProven = Math.max(proven, clampPoints(without?.proven ?? proven));
  const bare = {
    proven: bareProven,
    possible: Math.max(bareProven, possible, clampPoints(without?.possible ?? possible)),
  };
  const shown = none ? 100 : bare.proven;
  const low = shown * plan.point < plan.crown + 17 * plan.figure;
  const top = heightAt(plan, shown);
  const walk = low ? top : top + plan.crown;
  const at = { x, width: plan.towerWidth, walk, ground: plan.ground, scale: plan.figure };
  return {
    tower,
    drawing,
    x,
    width: plan.towerWidth,
    middle: x + plan.towerWidth / 2,
    proven: none ? null : proven,
    possible,
    bare,
    heldBack: bare.proven - proven > 0.05,
    crown: low ? 0 : plan.crown,
    walk,
    top,
    ...(low ? besideEachOther(drawing, at) : aboveEachOther(drawing, at)),
    seed: TOWERS.indexOf(tower) * 31 + 5,
  };
}

interface Stand {
  x: number;
  width: number;
  walk: number;
  ground: number;
  scale: number;
}
type Places = Pick<Elevation, "guards" | "bridges">;

/** The gaps between four battlements on sevenths of the width. */
const GAPS: Readonly<Record<number, readonly number[]>> = { 1: [3], 2: [1, 5], 3: [1, 3, 5] };

/** The ordinary tower: guards between the battlements, bridges at the foot. */
function aboveEachOther(drawing: TowerDrawing, at: Stand): Places {
  const { guards, bridges } = drawing;
  const gaps = GAPS[guards.length];
  return {
    guards: guards.map((measure, index) => {
      const share = gaps ? ((gaps[index] ?? 3) + 0.5) / 7 : (index + 0.5) / guards.length;
      const scale = Math.min(at.scale, at.width / guards.length / 22);
      return { measure, x: at.x + at.width * share, y: at.walk, scale };
    }),
    bridges: bridges.map((measure, index) => ({
      measure,
      x: at.x + at.width * (0.5 + (index - (bridges.length - 1) / 2) * Math.min(0.31, 0.93 / bridges.length)),
      y: at.ground,
      scale: Math.min(at.scale, at.width / bridges.length / 22),
    })),
  };
}

/** A tower so low that its guards would stand in its gates: both share one row. */
function besideEachOther(drawing: TowerDrawing, at: Stand): Places {
  const row = [
    ...drawing.bridges.map((measure, index) => ({
      role: "bridge" as const,
      measure,
      rank: (index + 0.5) / drawing.bridges.length,
    })),
    ...drawing.guards.map((measure, index) => ({
      role: "guard" as const,
      measure,
      rank: (index + 0.5) / drawing.guards.length,
    })),
  ].sort((a, b) => a.rank - b.rank);
  const slot = at.width / Math.max(1, row.length);
  const scale = Math.min(at.scale, slot / 20);
  const places = row.map(({ role, measure }, index) => ({
    role,
    place: { measure, x: at.x + slot * (index + 0.5), y: role === "guard" ? at.walk : at.ground, scale },
  }));
  const of = (role: "guard" | "bridge") => places.filter((p) => p.role === role).map((p) => p.place);
  return { guards: of("guard"), bridges: of("bridge") };
}
