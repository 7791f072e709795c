import { Bridge } from "./bridge";
import type { Elevation } from "./elevation";
import { Gap } from "./gap";
import { box, segment } from "./geometry";
import { Guard } from "./guard";
import { Battlements, Masonry, PaleMasonry, Round } from "./masonry";
import { paint } from "./paint";
import { heightAt, type Plan } from "./plan";
import { Ruin } from "./ruin";
import { Scaffold } from "./scaffold";
import { measureSentence, towerSentence } from "./sentence";

interface TowerProps {
  at: Elevation;
  plan: Plan;
}

/** One tower with its guards and bridges, without its figures: fog may lie between the two. */
export function Tower({ at, plan }: TowerProps) {
  const { tower, drawing } = at;
  const stone = at.proven === null ? plan.ground : Math.min(16.5, (at.proven ?? 0) * plan.point);
  return (
    <g data-tower={tower}>
      <g>
        <title>{towerSentence(tower, drawing)}</title>
        {at.proven === null ? (
          <Gap x={at.x} width={at.width} top={heightAt(plan, 100)} ground={plan.ground} crown={plan.crown} />
        ) : (
          <Zones at={at} proven={at.proven} plan={plan} />
        )}
      </g>
      {at.bridges.map(({ measure, x, y, scale }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing, and names may repeat
        <g key={index} data-bridge={measure.state}>
          <title>{measureSentence(tower, "bridge", measure)}</title>
          <Bridge x={x} y={y} scale={scale} moat={plan.moat} stone={stone} state={measure.state} />
        </g>
      ))}
      {at.guards.map(({ measure, x, y, scale }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing, and names may repeat
        <g key={index} data-guard={measure.state}>
          <title>{measureSentence(tower, "guard", measure)}</title>
          <Guard x={x} y={y} scale={scale} state={measure.state} />
        </g>
      ))}
    </g>
  );
}

/** The zones of a tower's height: laid courses, pale ones above a cap, scaffolding, and what failed. */
function Zones({ at, plan, proven }: TowerProps & { proven: number }) {
  const { x, width, bare, possible, seed } = at;
  const { ground, point } = plan;
  // Stone behind the battlements ends at the walk; the battlements carry it up to exactly the score.
  const laid = Math.min(proven, (ground - at.walk) / point);
  const behindWalk = at.heldBack ? (ground - at.walk) / point : laid;
  const reached = Math.max(bare.proven, possible);
  const courses = { x, width, ground, point, seed, stones: 4 };
  const scaffold = { x, width, overhang: plan.overhang, lift: 10 * point };
  const height = laid * point;
  const sides =
    segment(x, ground, x, ground - height) + segment(x + width, ground, x + width, ground - height);
  const lid =
    at.crown === 0 && laid > 0 && !at.heldBack ? segment(x, ground - height, x + width, ground - height) : "";
  return (
    <>
      <Scaffold {...scaffold} y={heightAt(plan, reached)} height={(reached - bare.proven) * point} />
      <Scaffold
        {...scaffold}
        y={heightAt(plan, bare.possible)}
        height={(bare.possible - reached) * point}
        pale
      />
      <PaleMasonry {...courses} from={laid} to={behindWalk} />
      <Masonry {...courses} from={0} to={laid} />
      {laid > 0 && <Round x={x} y={ground - height} width={width} height={height} />}
      <Battlements x={x} width={width} top={at.top} depth={at.crown} look={at.heldBack ? "pale" : "stone"} />
      {laid > 0 && <path d={sides + lid} fill="none" stroke={paint("ink")} strokeWidth="1.2" />}
      <Ruin
        x={x}
        y={heightAt(plan, bare.possible)}
        width={width}
        height={(100 - bare.possible) * point}
        seed={seed}
        crown={plan.crown}
      />
      <Change at={at} plan={plan} proven={proven} />
    </>
  );
}

/** Covers what changed since the reader's last look and fades away once; nothing at all without a change. */
function Change({ at, plan, proven }: TowerProps & { proven: number }) {
  const { before } = at.drawing;
  if (before === undefined || Math.abs(before - proven) < 0.05) return null;
  const high = heightAt(plan, Math.max(before, proven));
  const low = heightAt(plan, Math.min(before, proven));
  return (
    <path
      d={box(at.x - 3, high, at.width + 6, low - high)}
      fill={paint("paper")}
      opacity="0"
      className="fx-change"
    />
  );
}
