/** From a summary to its drawing: one host as it stands, several as one fortress of their means. Pure. */
import type { FortressDrawing, TowerDrawing } from "@/components/fortress/types";
import type { Summary } from "@/lib/exports/summary";
import { fortresses, newestOf } from "@/lib/exports/summary-words";
import { age } from "@/lib/format";
import { TOWERS, type Tower } from "@/lib/fortress/types";

/** Null where nothing has reported. */
export function drawingOf(summary: Summary): FortressDrawing | null {
  if (summary.score === null) return null;
  return summary.drawing === null ? meanDrawing(summary) : (summary.drawing as FortressDrawing);
}

function meanDrawing({ hosts, score, towers, lastEvidenceAt, evidence, at }: Summary): FortressDrawing {
  const newest = lastEvidenceAt ?? newestOf(evidence);
  const tower = (name: Tower): TowerDrawing => {
    const one = towers.find((row) => row.tower === name);
    return {
      proven: one?.figures?.proven ?? null,
      possible: one?.figures?.possible ?? 100,
      ...(one?.held && { note: `held on ${fortresses(one.held.hosts)}` }),
      guards: [],
      bridges: [],
    };
  };
  return {
    // What it is about stands above it, and may be long.
    host: fortresses(hosts),
    grade: score?.grade ?? null,
    proven: score?.proven ?? null,
    possible: score?.possible ?? 100,
    ...(newest && { age: age(newest, Date.parse(at)) }),
    towers: Object.fromEntries(TOWERS.map((name) => [name, tower(name)])) as Record<Tower, TowerDrawing>,
  };
}
