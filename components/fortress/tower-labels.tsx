import { Chain, ChainLabel } from "./chain";
import type { Elevation } from "./elevation";
import { box, num } from "./geometry";
import { Label } from "./label";
import { paint } from "./paint";
import { heightAt, type Plan } from "./plan";
import { changeOf } from "./sentence";
import type { TabletPlace } from "./tablet";
import { capHeight, fitEnd, score, textWidth } from "./text";
import { type MeasureDrawing, TOWER_NAMES, type TowerDrawing } from "./types";

/** From lucide (ISC): shield, refresh-cw, file-check, eye. Its React components need the browser, their outlines do not. */
const ICONS = {
  hardening:
    "M20 13c0 5-3.5 7.5-7.7 9a1 1 0 0 1-.6 0C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.2-2.7a1.2 1.2 0 0 1 1.6 0C14.5 3.8 17 5 19 5a1 1 0 0 1 1 1z",
  patching: "M3 12a9 9 0 0 1 15.7-6.3L21 8m0-5v5h-5m5 4a9 9 0 0 1-15.7 6.3L3 16m5 0H3v5",
  integrity: "M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7zm-1 0v6h6M9 15l2 2 4-4",
  auditing: "M2 12a10.8 10.8 0 0 1 20 0 10.8 10.8 0 0 1-20 0m10-3a3 3 0 1 1 0 6 3 3 0 1 1 0-6",
} as const;

interface TowerLabelsProps {
  at: Elevation;
  plan: Plan;
  /** The tablet of the drawing, which would hide what stands behind it. */
  tablet: TabletPlace | null;
}

/** The figures of one tower and the chain that may hold it: in front of any fog. */
export function TowerLabels({ at, plan, tablet }: TowerLabelsProps) {
  const { cap } = at.drawing;
  const held = at.proven !== null && cap ? cap : null;
  const chain = held && { x: at.x, width: at.width, y: heightAt(plan, held.at) };
  return (
    <g data-labels={at.tower}>
      {chain && <Chain {...chain} />}
      {plan.layout === "small" ? (
        <FiguresBelow at={at} plan={plan} />
      ) : (
        <FiguresBeside at={at} plan={plan} tablet={tablet} />
      )}
      {held && chain && plan.layout !== "small" && (
        <ChainLabel {...chain} at={held.at} cause={held.cause} ground={plan.ground} />
      )}
    </g>
  );
}

function FiguresBelow({ at, plan }: Omit<TowerLabelsProps, "tablet">) {
  const { cap } = at.drawing;
  const foot = plan.ground + plan.moat;
  const held = at.proven !== null && cap;
  return (
    <>
      <Label x={at.middle} y={foot + 18} size={11} fill={paint("ink")} anchor="middle" bold>
        {TOWER_NAMES[at.tower]}
      </Label>
      <Label x={at.middle} y={foot + 35} size={14} fill={paint(held ? "held" : "ink")} anchor="middle" bold>
        {score(at.proven)}
      </Label>
      {held && (
        <Label x={at.middle} y={foot + 49} size={10} fill={paint("held")} anchor="middle">
          {`held at ${capHeight(cap.at)}`}
        </Label>
      )}
      {!held && at.proven !== null && at.possible - at.proven > 0.05 && (
        <Label x={at.middle} y={foot + 49} size={10} fill={paint("unproven")} anchor="middle">
          {`up to ${score(at.possible)}`}
        </Label>
      )}
    </>
  );
}

function FiguresBeside({ at, plan, tablet }: TowerLabelsProps) {
  const foot = plan.ground + plan.moat;
  const room = at.width + plan.beside - 6;
  const words = at.drawing.note ?? counts(at.drawing);
  const note = at.drawing.note || textWidth(words, 11) <= room ? fitEnd(words, room, 11) : "";
  return (
    <>
      <path
        d={ICONS[at.tower]}
        transform={`translate(${num(at.x)} ${num(foot + 11)}) scale(.62)`}
        fill="none"
        stroke={paint("soft")}
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <Label x={at.x + 21} y={foot + 23} size={14} fill={paint("ink")} bold>
        {TOWER_NAMES[at.tower]}
      </Label>
      {note && (
        <Label x={at.x} y={foot + 40} size={11} fill={paint("soft")}>
          {note}
        </Label>
      )}
      {at.proven !== null && <Heights at={at} plan={plan} tablet={tablet} proven={at.proven} />}
    </>
  );
}

/**
 * The heights at the right of a tower, one above the other however close they are and none behind the tablet, and words
 * inside its zones.
 */
function Heights({ at, plan, tablet, proven }: TowerLabelsProps & { proven: number }) {
  const { cap } = at.drawing;
  const { bare, possible } = at;
  const large = plan.layout === "large";
  const x = at.x + at.width + plan.overhang + (large ? 6 : 4);
  const inset = x + (cap ? 8 : 0);
  const reach = cap ? bare.possible : possible;
  const change = changeOf(at.drawing);
  const ifCleared = at.heldBack && plan.beside >= 70;
  const size = large ? 16 : 14;
  const covered =
    tablet !== null && inset + textWidth(score(proven), size) > tablet.x && x < tablet.x + tablet.width;
  const lowest = covered ? tablet.y - (change ? 18 : 5) : plan.ground - 5;
  const stands = Math.min(heightAt(plan, proven) + 5, lowest);
  const cleared = Math.min(heightAt(plan, bare.proven) + 5, stands - (ifCleared ? 31 : 16));
  const reaches = Math.min(heightAt(plan, reach) + 4, (at.heldBack ? cleared : stands) - 15);
  return (
    <>
      <Label x={inset} y={stands} size={size} fill={paint(cap ? "held" : "ink")} bold halo>
        {score(proven)}
      </Label>
      {change && (
        <Label x={inset} y={Math.min(stands + 13, plan.ground + 8)} size={11} fill={paint("soft")} halo>
          {change}
        </Label>
      )}
      {at.heldBack && (
        <Label x={x} y={cleared} size={12} fill={paint("soft")} halo>
          {score(bare.proven)}
        </Label>
      )}
      {ifCleared && (
        <Label x={x} y={cleared + 13} size={10.5} fill={paint("soft")} halo>
          if cleared
        </Label>
      )}
      {reach - bare.proven > 0.05 && (
        <Label x={x} y={reaches} size={12} fill={paint(reach > possible ? "soft" : "unproven")} halo>
          {score(reach)}
        </Label>
      )}
      {!cap && <ZoneWords at={at} plan={plan} proven={proven} />}
    </>
  );
}

function ZoneWords({ at, plan, proven }: Omit<TowerLabelsProps, "tablet"> & { proven: number }) {
  const lift = (at.possible - proven) * plan.point;
  const sky = (100 - at.possible) * plan.point;
  return (
    <>
      {lift > 66 && (
        <Plate
          at={at}
          y={heightAt(plan, at.possible) + lift * 0.45}
          words={`${score(at.possible - proven)} unproven`}
          fill={paint("unproven")}
        />
      )}
      {sky > 46 && (
        <Plate
          at={at}
          y={heightAt(plan, 100) + sky / 2 + 2}
          words={`${score(100 - at.possible)} failed`}
          fill={paint("failed")}
        />
      )}
    </>
  );
}

/** Words inside a zone, on a little paper so that no line runs through them; nothing where they do not fit. */
function Plate({ at, y, words, fill }: { at: Elevation; y: number; words: string; fill: string }) {
  const width = textWidth(words, 10.5);
  if (width > at.width - 4) return null;
  return (
    <>
      <path d={box(at.middle - width / 2 - 2, y - 8, width + 4, 16)} fill={paint("paper")} />
      <Label x={at.middle} y={y + 4} size={10.5} fill={fill} anchor="middle">
        {words}
      </Label>
    </>
  );
}

/** "2/3 guards · 1/2 bridges", counting what is in place; unknown is said as unknown, not counted as none. */
function counts({ guards, bridges }: TowerDrawing): string {
  const measures = [...guards, ...bridges];
  if (measures.length > 0 && measures.every(({ state }) => state === "unknown")) {
    return `${measures.length} measures unknown`;
  }
  const of = (some: readonly MeasureDrawing[], word: string) =>
    some.length === 0
      ? []
      : [`${some.filter(({ state }) => state === "in place").length}/${some.length} ${word}`];
  return [...of(guards, "guards"), ...of(bridges, "bridges")].join(" · ");
}
