/** What hosts score, and would score after repairs: computed anew from all that is known of each. */
import { setImmediate } from "node:timers/promises";
import { db } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import type { FortressScore } from "@/lib/fortress/posture";
import { requestOf, scoringTime } from "@/lib/fortress/reckoning";
import { scoreHost } from "@/lib/fortress/score";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { whatIf } from "@/lib/fortress/what-if";

/** Points, unrounded; null: no evidence. */
export interface Figures {
  proven: number | null;
  managed: number | null;
  towers: Record<Tower, number | null>;
}

/** As many hosts as are computed for one page or one plan. */
export const MOST_PREDICTED = 200;

export interface Prediction {
  before: Figures;
  predicted: Figures;
}

const figuresOf = ({ measured, managed, towers }: FortressScore): Figures => ({
  proven: measured?.proven ?? null,
  managed: managed?.proven ?? null,
  towers: Object.fromEntries(TOWERS.map((tower) => [tower, towers[tower].figures?.proven ?? null])) as Record<
    Tower,
    number | null
  >,
});

/**
 * One host after the other, so that other requests are answered in between.
 * @param wanted the hosts, each with the keys that `whatIf` takes; the caller has asked whether they may be seen
 * @returns by host, at the time of the host's own figures; hosts that are gone are left out
 */
export async function predict(
  wanted: readonly { id: string; keys: readonly string[] }[],
): Promise<Map<string, Prediction>> {
  const rows = await db().host.findMany({
    where: { id: { in: wanted.map(({ id }) => id) } },
    select: { id: true, scoredAt: true },
  });
  const scoredAt = new Map(rows.map((row) => [row.id, row.scoredAt?.getTime() ?? scoringTime(Date.now())]));
  const predictions = new Map<string, Prediction>();
  for (const { id, keys } of wanted) {
    const at = scoredAt.get(id);
    if (at === undefined) continue;
    const request = requestOf(await loadHostState(db(), id), at);
    predictions.set(id, {
      before: figuresOf(scoreHost(request)),
      predicted: figuresOf(whatIf(request, keys)),
    });
    await setImmediate();
  }
  return predictions;
}
