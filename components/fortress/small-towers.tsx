import type { SVGProps } from "react";
import { TOWERS } from "@/lib/fortress/types";
import { box, hatch, noise, num, segment } from "./geometry";
import { paint } from "./paint";
import { clampPoints } from "./text";
import type { FortressDrawing, TowerDrawing } from "./types";

interface SmallTowersProps {
  drawing: FortressDrawing;
  /** Left edges of the four towers. */
  left: readonly number[];
  width: number;
  /** y of 0 points, and px per point. */
  ground: number;
  point: number;
  /** Battlements and courses, where there is room for them. */
  crenellated?: boolean;
}

/** The four towers of the small forms, with the signs of the large drawing. Each sign is one path for all towers. */
export function SmallTowers({ drawing, left, width, ground, point, crenellated = false }: SmallTowersProps) {
  const towers = TOWERS.map((tower, index) =>
    shapes(drawing.towers[tower], {
      x: left[index] ?? 0,
      width,
      ground,
      point,
      crenellated,
      seed: index * 31,
    }),
  );
  const all = (shape: keyof Shapes) => towers.map((tower) => tower[shape] ?? "").join("") || undefined;
  const soft = { fill: "none", stroke: paint("soft"), strokeWidth: ".9" };
  return (
    <>
      <Shape d={all("dots")} {...soft} strokeDasharray=".8 2.6" />
      <Shape d={all("stumps")} fill="none" stroke={paint("failed")} data-zone="failed" />
      <Shape d={all("hatch")} stroke={paint("unproven")} strokeWidth=".9" data-zone="unproven" />
      <Shape d={all("paleHatch")} stroke={paint("unproven")} strokeWidth=".9" strokeOpacity=".5" />
      <Shape d={all("gap")} {...soft} strokeDasharray="2.5 2.5" data-zone="no-evidence" />
      <Shape d={all("pale")} {...soft} fill={paint("paper")} data-zone="held-back" />
      <Shape
        d={all("stone")}
        fill={paint("stone-cool")}
        stroke={paint("ink")}
        strokeWidth=".9"
        data-zone="proven"
      />
      <Shape d={all("courses")} stroke={paint("joint")} strokeWidth=".7" />
      <Shape
        d={all("chain")}
        stroke={paint("held")}
        strokeWidth={crenellated ? "3" : "2.4"}
        strokeDasharray={crenellated ? "3.6 1.2" : "2.7 .9"}
        data-zone="held"
      />
    </>
  );
}

type ShapeProps = SVGProps<SVGPathElement> & { "data-zone"?: string };

/** Nothing at all where there is nothing to draw. */
function Shape(props: ShapeProps) {
  return props.d ? <path {...props} /> : null;
}

/** The parts of one tower as paths; left out = nothing to draw. */
interface Shapes {
  gap?: string;
  dots?: string;
  stumps?: string;
  hatch?: string;
  paleHatch?: string;
  pale?: string;
  stone?: string;
  courses?: string;
  chain?: string;
}

interface Stand {
  x: number;
  width: number;
  ground: number;
  point: number;
  crenellated: boolean;
  seed: number;
}

function shapes(drawing: TowerDrawing, stand: Stand): Shapes {
  const { x, width, ground, point, crenellated, seed } = stand;
  const at = (points: number) => ground - points * point;
  const right = x + width;
  if (drawing.proven === null) return { gap: box(x + 0.5, at(100), width - 1, 100 * point) };
  const { cap } = drawing;
  const proven = clampPoints(drawing.proven);
  const possible = Math.max(proven, clampPoints(drawing.possible));
  const bareProven = Math.max(proven, clampPoints(cap?.without?.proven ?? proven));
  const barePossible = Math.max(bareProven, possible, clampPoints(cap?.without?.possible ?? possible));
  const pale = bareProven - proven > 0.05;
  const sky = (100 - barePossible) * point;
  const lift = (barePossible - bareProven) * point;
  const side = (edge: number) => segment(edge, at(100), edge, at(barePossible));
  const outline = (points: number) =>
    `M${num(x)} ${num(ground)}V${num(at(points))}${crown(width, points * point, crenellated)}V${num(ground)}`;
  const scaffold =
    lift > 0.3
      ? hatch(x, at(barePossible), width, lift, crenellated ? 4.5 : 3.6) +
        segment(x - 1, at(barePossible), right + 1, at(barePossible))
      : "";
  const held = cap ? at(clampPoints(cap.at)) : 0;
  return {
    ...(sky > 1 && { dots: side(x + 0.5) + side(right - 0.5) }),
    ...(sky > 1 && {
      stumps: stumps(x, at(barePossible), width, Math.min(sky, crenellated ? 5 : 3.5), seed),
    }),
    [cap ? "paleHatch" : "hatch"]: scaffold,
    ...(pale && { pale: outline(bareProven) }),
    ...(proven > 0 && { stone: pale ? box(x, at(proven), width, proven * point) : outline(proven) }),
    ...(crenellated && {
      courses: [15, 30, 45, 60, 75]
        .filter((mark) => mark < proven - 6)
        .map((mark) => segment(x, at(mark), right, at(mark)))
        .join(""),
    }),
    ...(cap && { chain: segment(x - 3, held, right + 3, held) }),
  };
}

/** The top edge from left to right: battlements where wanted and where the tower is high enough. */
function crown(width: number, height: number, crenellated: boolean): string {
  if (!crenellated || height <= 8) return `h${num(width)}`;
  const fifth = num(width / 5);
  return `h${fifth}v4h${fifth}v-4h${fifth}v4h${fifth}v-4h${fifth}`;
}

/** A broken edge in four steps. */
function stumps(x: number, y: number, width: number, most: number, seed: number): string {
  const steps = [0, 1, 2, 3].map((index) => {
    const rise = index % 2 === 0 ? 0.35 + noise(seed, index) * 0.65 : noise(seed, index) * 0.3;
    return `V${num(y - rise * most)}h${num(width / 4)}`;
  });
  return `M${num(x)} ${num(y)}${steps.join("")}V${num(y)}`;
}
