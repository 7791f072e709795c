/** One tower as a flat answer: the pages nest its checks, programs look them up. Pure. */
import type { z } from "zod";
import type { towerDetail } from "@/lib/api/schemas/tower";
import type { HostItem } from "@/lib/queries/hosts";
import { round } from "@/lib/queries/score";
import type { Witness } from "@/lib/queries/settled";
import type { CheckRow, TowerDetail } from "@/lib/queries/towers";

type View = z.input<typeof towerDetail>;

export function towerView(host: HostItem, detail: TowerDetail): View {
  const counted = [
    ...detail.measures.flatMap(({ checks }) => checks),
    ...detail.groups.flatMap(({ checks }) => checks),
  ];
  return {
    host,
    tower: detail.tower,
    score: host.towers[detail.tower],
    measures: detail.measures.map(({ checks, gain, ...measure }) => ({
      ...measure,
      gain: gain === null ? null : round(gain),
      checks: [...new Set(checks.map(({ key }) => key))],
    })),
    checks: [
      ...counted.map((row) => checkView(row, true)),
      ...detail.uncounted.map((row) => checkView(row, false)),
    ],
    exposures: detail.exposures.map(({ key, gain, witnesses, ...exposure }) => ({
      ...exposure,
      check: key,
      gain: round(gain),
      witnesses: witnesses.map(witnessView),
    })),
    settled: detail.settled.map(({ key, witnesses, ...change }) => ({
      ...change,
      check: key,
      witnesses: witnesses.map(witnessView),
    })),
    changed: detail.changed,
    packages: detail.packages,
  };
}

const witnessView = ({ details, ...witness }: Witness) => ({ ...witness, evidence: details });

const checkView = (row: CheckRow, counts: boolean): View["checks"][number] => ({
  ...row,
  check: row.key,
  counts,
  fresh: Math.round(row.fresh * 1000) / 1000,
  gain: row.gain === null ? null : round(row.gain),
  evidence: row.details,
  since: row.sinceAt,
});
