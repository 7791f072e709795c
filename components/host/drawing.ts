/** From what the queries return to what the drawing needs. */
import type { FortressDrawing, MeasureDrawing, TowerDrawing } from "@/components/fortress/types";
import { age, day } from "@/lib/format";
import type { MeasureScore } from "@/lib/fortress/posture";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import type { FortressView } from "@/lib/queries/fortress";
import type { HostItem } from "@/lib/queries/hosts";
import type { Reading } from "@/lib/queries/reading";

/** A host of a list: towers without their measures. */
export const smallDrawing = (host: HostItem, reading: Reading): FortressDrawing =>
  drawing(host, reading, () => []);

/** A host whole, every measure a link to its place on its tower's page. */
export function fullDrawing({ host, score }: FortressView, reading: Reading): FortressDrawing {
  return drawing(host, reading, (tower) => score.measures.filter((measure) => measure.tower === tower));
}

function drawing(
  host: HostItem,
  { now, zone }: Reading,
  measuresOf: (tower: Tower) => MeasureScore[],
): FortressDrawing {
  const href = `/hosts/${host.id}`;
  const tower = (name: Tower): TowerDrawing => {
    const { proven, possible, cap, without } = host.towers[name];
    const measures = measuresOf(name);
    const part = (role: "guard" | "bridge"): MeasureDrawing[] =>
      measures
        .filter((measure) => measure.role === role)
        .map((measure) => ({
          name: measure.title,
          state: measure.status,
          why: measure.because,
          href: `${href}/${name}#${measure.id}`,
        }));
    return {
      proven,
      possible: possible ?? 100,
      ...(cap && { cap: { ...cap, ...(without && { without }) } }),
      guards: part("guard"),
      bridges: part("bridge"),
      href: `${href}/${name}`,
    };
  };
  return {
    host: host.name,
    grade: host.score?.grade ?? null,
    proven: host.score?.proven ?? null,
    possible: host.score?.possible ?? 100,
    ...(host.lastEvidenceAt && { age: age(host.lastEvidenceAt, now) }),
    ...(host.silent && host.lastEvidenceAt && { silentSince: day(host.lastEvidenceAt, zone) }),
    href,
    towers: Object.fromEntries(TOWERS.map((name) => [name, tower(name)])) as Record<Tower, TowerDrawing>,
  };
}
