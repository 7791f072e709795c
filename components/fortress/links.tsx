import type { Elevation, Place } from "./elevation";
import { num } from "./geometry";
import { localHref } from "./href";
import { Label } from "./label";
import { paint } from "./paint";
import { heightAt, type Plan } from "./plan";
import { measureSentence, towerSentence } from "./sentence";
import { capHeight, fitEnd, score, textWidth, wrap } from "./text";
import { type MeasureRole, TOWER_NAMES } from "./types";

interface LinksProps {
  at: Elevation;
  plan: Plan;
}

/** The links of one tower, laid over the image: beside it, not inside, so that both roles stay valid. */
export function Links({ at, plan }: LinksProps) {
  const { tower, drawing } = at;
  const top = heightAt(plan, 100);
  const href = localHref(drawing.href);
  return (
    <>
      {href !== undefined && (
        <Spot
          href={href}
          name={towerSentence(tower, drawing)}
          area={{ x: at.x, y: top, width: at.width, height: plan.ground - top }}
          tip={towerTip(at)}
          plan={plan}
        />
      )}
      <Measures kind="guard" places={at.guards} at={at} plan={plan} />
      <Measures kind="bridge" places={at.bridges} at={at} plan={plan} />
    </>
  );
}

const TARGET = 24;

interface MeasuresProps extends LinksProps {
  kind: MeasureRole;
  places: readonly Place[];
}

/** Targets at least 24 px wide that do not overlap, even where the figures stand closer. */
function Measures({ kind, places, at, plan }: MeasuresProps) {
  const nearest = (places[1]?.x ?? 0) - (places[0]?.x ?? 0);
  const close = places.length > 1 && nearest < TARGET;
  const width = places.length > 1 && !close ? Math.min(36, nearest) : Math.max(TARGET, 28 * plan.figure);
  return places.map(({ measure, x, y, scale }, index) => {
    const href = localHref(measure.href);
    if (href === undefined) return null;
    const middle = close ? at.middle + (index - (places.length - 1) / 2) * TARGET : x;
    const rise = kind === "guard" ? Math.max(TARGET, 28 * scale) : at.crown > 0 ? 18 * scale : 0;
    const below = kind === "guard" ? 1 : Math.max(TARGET - rise, plan.moat + 1);
    return (
      <Spot
        // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing, and names may repeat
        key={index}
        href={href}
        name={measureSentence(at.tower, kind, measure)}
        area={{ x: middle - width / 2, y: y - rise, width, height: rise + below }}
        tip={{ title: measure.name, state: `${kind}, ${measure.state}`, why: measure.why ?? "" }}
        plan={plan}
      />
    );
  });
}

interface Tip {
  title: string;
  state: string;
  why: string;
}

function towerTip({ tower, drawing }: Elevation): Tip {
  const { proven, possible, cap } = drawing;
  if (proven === null) return { title: TOWER_NAMES[tower], state: "no evidence", why: "" };
  return {
    title: TOWER_NAMES[tower],
    state: `proven ${score(proven)}, possible ${score(possible)}`,
    why: cap ? `held at ${capHeight(cap.at)} by ${cap.cause}` : "",
  };
}

interface SpotProps {
  href: string;
  name: string;
  area: { x: number; y: number; width: number; height: number };
  tip: Tip;
  plan: Plan;
}

/** A link over a part of the drawing. Its tip shows on hover, focus and tap, by CSS alone. */
function Spot({ href, name, area, tip, plan }: SpotProps) {
  return (
    <a href={href} aria-label={name} className="fx-link">
      <rect
        x={num(area.x)}
        y={num(area.y)}
        width={num(area.width)}
        height={num(area.height)}
        rx="4"
        fill="transparent"
        className="fx-spot"
      />
      <TipBox area={area} tip={tip} plan={plan} />
    </a>
  );
}

const ROW = 15;

function TipBox({ area, tip, plan }: Pick<SpotProps, "area" | "tip" | "plan">) {
  const most = Math.min(236, plan.width - 28);
  const title = fitEnd(tip.title, most, 12.5);
  const why = wrap(tip.why, most, 11, 3);
  const width =
    20 +
    Math.max(...[textWidth(title, 12.5), textWidth(tip.state, 11), ...why.map((row) => textWidth(row, 11))]);
  const height = 14 + (2 + why.length) * ROW;
  const x = Math.max(2, Math.min(plan.width - width - 2, area.x + area.width / 2 - width / 2));
  const above = area.y - height - 6;
  const y = above >= 2 ? above : Math.min(area.y + Math.min(area.height, 60) + 6, plan.height - height - 2);
  return (
    <g className="fx-tip" visibility="hidden" pointerEvents="none">
      <rect
        x={num(x)}
        y={num(y)}
        width={num(width)}
        height={num(height)}
        rx="5"
        fill={paint("paper")}
        stroke={paint("soft")}
      />
      <Label x={x + 10} y={y + 18} size={12} fill={paint("ink")} bold>
        {title}
      </Label>
      {[tip.state, ...why].map((row, index) => (
        <Label
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text have no other identity
          key={index}
          x={x + 10}
          y={y + 18 + (index + 1) * ROW}
          size={11}
          fill={paint(index === 0 ? "ink" : "soft")}
        >
          {row}
        </Label>
      ))}
    </g>
  );
}
