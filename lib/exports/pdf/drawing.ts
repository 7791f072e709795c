/** From a summary to what the fortress is drawn from. */
import type { FortressDrawing, TowerDrawing } from "@/components/fortress/types";
import { age, day } from "@/lib/format";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import type { Summary } from "../summary";

/** A host as its page draws it; many hosts as one fortress whose towers have their means. */
export function drawingOf(summary: Summary): FortressDrawing {
  // Made by our own query; a name that is hidden is hidden in it as well.
  if (summary.drawing) return summary.drawing as FortressDrawing;
  const { title, score, towers, evidence, table, at, silent, scope, since } = summary;
  const times = [...evidence.map((source) => source.newest), ...table.map((row) => row.lastEvidenceAt ?? "")];
  // Links that were frozen before the summary said it have only its details.
  const newest = summary.lastEvidenceAt ?? times.sort().at(-1);
  const mean = (name: Tower): TowerDrawing => {
    const figures = towers.find(({ tower }) => tower === name)?.figures ?? null;
    const before = towers.find(({ tower }) => tower === name)?.before ?? null;
    const note = figures && before ? `${before.proven.toFixed(1)} on ${day(since, "UTC")}` : "";
    return {
      proven: figures?.proven ?? null,
      possible: figures?.possible ?? 100,
      ...{ guards: [], bridges: [] },
      ...(note && { note }),
    };
  };
  const silentSince = scope === "host" ? silent.first[0]?.since : null;
  return {
    host: title,
    grade: score?.grade ?? null,
    proven: score?.proven ?? null,
    possible: score?.possible ?? 100,
    ...(newest && { age: age(newest, Date.parse(at)) }),
    ...(silentSince && { silentSince: day(silentSince, "UTC") }),
    towers: Object.fromEntries(TOWERS.map((name) => [name, mean(name)])) as Record<Tower, TowerDrawing>,
  };
}
