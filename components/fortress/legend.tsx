import { TOWERS } from "@/lib/fortress/types";
import { measureOf, Sign, type SignName } from "./sign";
import type { FortressDrawing } from "./types";

/** What each sign means, in the order of the legend. */
const MEANINGS: readonly (readonly [SignName, string])[] = [
  ["proven", "proven"],
  ["unproven", "possible, but unproven"],
  ["failed", "failed"],
  ["held", "held by a cap"],
  ["no evidence", "no evidence"],
  ["silent", "silent"],
  ["guard in place", "guard in place"],
  ["guard weak", "guard weak or silent"],
  ["guard missing", "guard missing"],
  ["guard unknown", "guard unknown"],
  ["bridge in place", "bridge in place"],
  ["bridge weak", "bridge weak"],
  ["bridge missing", "bridge missing"],
  ["bridge unknown", "bridge unknown"],
];

/** The legend of a drawing: only signs that occur on it, or all of them without one. */
export function Legend({ drawing }: { drawing?: FortressDrawing }) {
  return (
    <ul className="fx-legend" aria-label="What the signs mean">
      {MEANINGS.filter(([sign]) => !drawing || occurs(sign, drawing)).map(([sign, meaning]) => (
        <li key={sign}>
          <Sign name={sign} /> {meaning}
        </li>
      ))}
    </ul>
  );
}

function occurs(sign: SignName, drawing: FortressDrawing): boolean {
  const towers = TOWERS.map((tower) => drawing.towers[tower]);
  const known = towers.filter((tower) => tower.proven !== null);
  switch (sign) {
    case "proven":
      return known.some(({ proven }) => (proven ?? 0) > 0);
    case "unproven":
      return known.some(({ proven, possible }) => possible > (proven ?? 0));
    case "failed":
      return known.some(({ possible, cap }) => (cap?.without?.possible ?? possible) < 100);
    case "held":
      return known.some(({ cap }) => cap !== undefined);
    case "no evidence":
      return known.length < towers.length;
    case "silent":
      return drawing.silentSince !== undefined;
    default: {
      const measure = measureOf(sign);
      const measures = towers.flatMap(({ guards, bridges }) =>
        measure?.role === "guard" ? guards : bridges,
      );
      return measures.some(({ state }) => state === measure?.state);
    }
  }
}
