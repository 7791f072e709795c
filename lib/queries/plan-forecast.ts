/** What was measured and predicted when a plan began, as it is stored; and what has become of it. */
import { z } from "zod";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { visible } from "./hosts";
import type { Figures } from "./predictions";

const points = z.number().nullable();
const towers = z.object({ hardening: points, patching: points, integrity: points, auditing: points });
const figures = z.object({ proven: points, managed: points, towers });

const byHost = z.record(z.uuid(), z.object({ name: z.string(), before: figures, predicted: figures }));
/** Of more hosts than are computed: points in sum, each finding as if repaired alone. */
const inSum = z.object({
  sum: z.object({ hosts: z.number(), scored: z.number(), before: z.number(), gain: z.number() }),
});

/** What stands in the column `forecast`. */
const forecastSchema = z.union([inSum, byHost]);
export type Forecast = z.infer<typeof forecastSchema>;
export type HostForecasts = z.infer<typeof byHost>;

export const readForecast = (stored: unknown): Forecast => forecastSchema.catch({}).parse(stored);

export const isInSum = (forecast: Forecast): forecast is z.infer<typeof inSum> => "sum" in forecast;

/** One host of a plan: before it, as predicted, and as measured now. */
export interface HostEffect {
  id: string;
  name: string;
  before: Figures;
  predicted: Figures;
  /** Null: the host is gone. */
  now: Figures | null;
}

export interface PlanEffect {
  /** By name; empty where only sums are known. */
  hosts: HostEffect[];
  /** Proven points, the mean of the hosts that have evidence. Null: nothing is known. */
  mean: { before: number; predicted: number; now: number | null } | null;
  /** The prediction adds up what each repair is worth alone. */
  estimated: boolean;
}

type Row = { id: string; name: string; proven: number | null; managed: number | null } & Record<
  Tower,
  number | null
>;

/** @param hostIds the hosts of the plan's findings that the viewer may see */
export async function planEffect(
  viewer: Viewer,
  forecast: Forecast,
  hostIds: readonly string[],
): Promise<PlanEffect> {
  if (isInSum(forecast)) return effectInSum(viewer, forecast.sum, hostIds);
  const seen = Object.keys(forecast).filter((id) => viewer.hosts === null || viewer.hosts.includes(id));
  const rows = await db().$queryRaw<Row[]>`
    select h.id, h.name, h.proven, h.managed, h.hardening, h.patching, h.integrity, h.auditing
      from host h where h.id = any(${seen}::uuid[]) and ${visible(viewer)}`;
  const now = new Map(rows.map((row) => [row.id, row]));
  const hosts = seen
    .flatMap((id): HostEffect[] => {
      const told = forecast[id];
      const row = now.get(id);
      return told ? [{ id, ...told, name: row?.name ?? told.name, now: row ? figuresOf(row) : null }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
  return { hosts, mean: meanOf(hosts), estimated: false };
}

const figuresOf = ({ proven, managed, ...row }: Row): Figures => ({
  proven,
  managed,
  towers: Object.fromEntries(TOWERS.map((tower) => [tower, row[tower]])) as Figures["towers"],
});

function meanOf(hosts: readonly HostEffect[]): PlanEffect["mean"] {
  const scored = hosts.filter(({ before, predicted }) => before.proven !== null && predicted.proven !== null);
  if (scored.length === 0) return null;
  const mean = (of: (host: HostEffect) => number | null): number =>
    scored.reduce((sum, host) => sum + (of(host) ?? 0), 0) / scored.length;
  const measured = scored.every(({ now }) => now !== null && now.proven !== null);
  return {
    before: mean(({ before }) => before.proven),
    predicted: mean(({ predicted }) => predicted.proven),
    now: measured ? mean(({ now }) => now?.proven ?? null) : null,
  };
}

async function effectInSum(
  viewer: Viewer,
  { scored, before, gain }: z.infer<typeof inSum>["sum"],
  hostIds: readonly string[],
): Promise<PlanEffect> {
  // The sum is of all hosts: to those who see only some of them it says nothing.
  if (viewer.hosts !== null || scored === 0) return { hosts: [], mean: null, estimated: true };
  const [row] = await db().$queryRaw<{ proven: number | null; scored: number }[]>`
    select avg(h.proven) as proven, count(h.proven)::int as scored from host h where h.id = any(${[...hostIds]}::uuid[])`;
  const mean = {
    before: before / scored,
    predicted: Math.min(100, (before + gain) / scored),
    now: row?.scored === scored ? row.proven : null,
  };
  return { hosts: [], mean, estimated: true };
}
