import { Fog } from "./fog";
import { paint } from "./paint";
import { fortressSentence } from "./sentence";
import { SmallTowers } from "./small-towers";
import type { FortressDrawing } from "./types";

const GROUND = 37;
const POINT = 0.34;

/** A fortress for a row of a table: 96 × 40, four bars on one ground with the signs of the large drawing. */
export function FortressRow({ drawing }: { drawing: FortressDrawing }) {
  return (
    <svg viewBox="0 0 96 40" width="96" height="40" className="fx" role="img">
      <title>{fortressSentence(drawing)}</title>
      <SmallTowers drawing={drawing} left={[6, 29, 52, 75]} width={15} ground={GROUND} point={POINT} />
      {drawing.silentSince !== undefined && <Fog from={1} to={95} ground={GROUND} point={POINT} small />}
      <path d="M1 37H95" stroke={paint("ink")} />
    </svg>
  );
}
