import { TOWERS, type Tower as TowerName } from "@/lib/fortress/types";
import { elevate } from "./elevation";
import { Fog } from "./fog";
import { Gauge } from "./gauge";
import { fingerprint, segment } from "./geometry";
import { Inscription, inscriptionRows } from "./inscription";
import { Links } from "./links";
import { paint } from "./paint";
import { Picture } from "./picture";
import { heightAt, type Plan, planFortress, planTower } from "./plan";
import { fortressSentence, measuresSentence } from "./sentence";
import { placeTablet, Tablet } from "./tablet";
import { Tower } from "./tower";
import { TowerLabels } from "./tower-labels";
import type { FortressDrawing } from "./types";
import { Wall } from "./wall";

interface FortressProps {
  drawing: FortressDrawing;
  /** px of the finished drawing. Below 600 it takes the small layout; a page may draw both and show one by CSS. */
  width?: number;
  /** Draws this tower alone; 300 px is a good width then. */
  focus?: TowerName;
  /** Lays the links of towers and measures over the image. */
  links?: boolean;
  /** Prefix of the ids inside; by default made from host, width and focus. */
  id?: string;
}

/** The fortress: four towers on one wall, measured on one scale of 0–100. */
export function Fortress({ drawing, width, focus, links = false, id }: FortressProps) {
  const plan = focus
    ? planTower(width ?? 300, focus)
    : planFortress(width ?? 1120, (usable) => inscriptionRows(drawing, usable).length);
  const name = id ?? `fx-${fingerprint(drawing.host)}-${plan.width}${focus ? `-${focus}` : ""}`;
  const towers = plan.shown.map((tower) => elevate(tower, drawing.towers[tower], plan));
  const none = TOWERS.every((tower) => drawing.towers[tower].proven === null);
  const tablet = placeTablet(drawing, plan);
  const facts = measuresSentence(drawing, plan.shown);
  return (
    <Picture
      width={plan.width}
      height={plan.height}
      label={fortressSentence(drawing, focus)}
      describedBy={facts ? `${name}-facts` : undefined}
      links={links && towers.map((at) => <Links key={at.tower} at={at} plan={plan} />)}
    >
      {facts && <desc id={`${name}-facts`}>{facts}</desc>}
      <Wall plan={plan} planned={none} />
      <OwnLine drawing={drawing} plan={plan} />
      {towers.map((at) => (
        <Tower key={at.tower} at={at} plan={plan} />
      ))}
      {drawing.silentSince !== undefined && (
        <Fog from={plan.axis} to={plan.end} ground={plan.ground} point={plan.point} />
      )}
      {towers.map((at) => (
        <TowerLabels key={at.tower} at={at} plan={plan} tablet={tablet} />
      ))}
      {plan.layout === "small" && <Inscription drawing={drawing} plan={plan} />}
      {tablet && <Tablet drawing={drawing} place={tablet} />}
      <Gauge drawing={drawing} plan={plan} />
    </Picture>
  );
}

/** The fortress as a whole: a fine dotted line through its towers, up to the rod at the right. */
function OwnLine({ drawing, plan }: { drawing: FortressDrawing; plan: Plan }) {
  if (drawing.proven === null || plan.layout === "small") return null;
  const y = heightAt(plan, drawing.proven);
  return (
    <path
      d={segment(plan.axis, y, plan.layout === "large" ? plan.end + 74 : plan.end, y)}
      stroke={paint("own")}
      strokeDasharray="1 5"
      strokeLinecap="round"
    />
  );
}
