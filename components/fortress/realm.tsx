import { TOWERS } from "@/lib/fortress/types";
import { Fog } from "./fog";
import { box } from "./geometry";
import { localHref } from "./href";
import { Label } from "./label";
import { paint } from "./paint";
import { fortressSentence } from "./sentence";
import { SmallTowers } from "./small-towers";
import { fitMiddle, score } from "./text";
import type { FortressDrawing } from "./types";

const GROUND = 75;
const POINT = 0.68;
const LEFT = [6, 46, 107, 147];

/** A field of small fortresses, each a link. Its grid decides how many stand in a row. */
export function Realm({ hosts }: { hosts: readonly FortressDrawing[] }) {
  return (
    <ul className="fx-realm">
      {hosts.map((host, index) => {
        const href = localHref(host.href);
        const drawn = <SmallFortress drawing={host} />;
        // biome-ignore lint/suspicious/noArrayIndexKey: names of hosts may repeat
        return <li key={index}>{href === undefined ? drawn : <a href={href}>{drawn}</a>}</li>;
      })}
    </ul>
  );
}

/** One fortress of the realm: 180 × 102, with its grade, name and what is proven. */
export function SmallFortress({ drawing }: { drawing: FortressDrawing }) {
  const silent = drawing.silentSince !== undefined;
  const none = TOWERS.every((tower) => drawing.towers[tower].proven === null);
  const walls = box(33, GROUND - 15, 13, 15) + box(73, GROUND - 15, 34, 15) + box(134, GROUND - 15, 13, 15);
  return (
    <svg viewBox="0 0 180 102" width="180" height="102" className="fx" role="img">
      <title>{fortressSentence(drawing)}</title>
      {!none && (
        <path d={walls} fill={paint("stone-warm")} stroke={paint("joint")} strokeWidth=".8" opacity=".6" />
      )}
      <SmallTowers drawing={drawing} left={LEFT} width={27} ground={GROUND} point={POINT} crenellated />
      {silent && <Fog from={2} to={178} ground={GROUND} point={POINT} small />}
      <path d={`M2 ${GROUND}H178`} stroke={paint("ink")} strokeWidth="1.2" />
      <Label x={90} y={GROUND - 3.5} size={12} fill={paint("ink")} anchor="middle" bold halo={silent}>
        {drawing.grade ?? "–"}
      </Label>
      <Label x={6} y={93} size={12.5} fill={paint("ink")} bold>
        {fitMiddle(drawing.host, 124, 12.5)}
      </Label>
      <Label x={174} y={93} size={12.5} fill={paint(silent ? "unproven" : "soft")} anchor="end">
        {silent ? "silent" : score(drawing.proven)}
      </Label>
    </svg>
  );
}
