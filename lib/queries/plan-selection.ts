/** What a plan is made of: chosen findings, or whatever of some kind is open on some hosts. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { kindOfAll } from "@/lib/fortress/repaired";
import { TOWERS } from "@/lib/fortress/types";
import { guidanceFor } from "@/lib/guidance";
import { EXPOSURE_REPAIRS } from "./exposure-words";
import { isOpenSql, ofVisible } from "./findings";

/** As many findings as one plan holds. */
export const MOST_PLANNED = 20_000;

export const selectionSchema = z
  .strictObject({
    findings: z
      .array(z.uuid())
      .min(1, "Choose the findings.")
      .max(5_000, "At most 5,000 findings can be named; say which weakness or which hosts are meant instead.")
      .optional()
      .describe("Open findings, by their ids"),
    keys: z
      .array(z.string().min(1).max(800))
      .min(1, "Choose the repairs.")
      .max(100, "At most 100 repairs at once.")
      .optional()
      .describe("Whatever of these is open: checks, exposures, or `exposures:<kind>`"),
    hosts: z
      .array(z.uuid())
      .min(1, "Choose the fortresses.")
      .max(200, "At most 200 fortresses can be named.")
      .optional(),
    group: z.uuid().optional().describe("Only on the hosts of this group"),
    tower: z.enum(TOWERS).optional(),
  })
  .refine(({ findings, keys, hosts, group }) => findings ?? keys ?? hosts ?? group, {
    message: "Say what is to be repaired: findings, a weakness, fortresses or a group.",
  })
  .refine(({ findings, ...rest }) => !findings || Object.values(rest).every((one) => one === undefined), {
    message: "Name findings, or say which are meant: not both.",
  });
export type Selection = z.infer<typeof selectionSchema>;

/** The open findings `f` that are meant, of hosts that the viewer may see. */
export function selected(viewer: Viewer, { findings, keys, hosts, group, tower }: Selection): Prisma.Sql {
  const parts = [isOpenSql, ofVisible(viewer)];
  if (findings) parts.push(Prisma.sql`f.id = any(${findings}::uuid[])`);
  if (keys) {
    const kinds = keys.flatMap((key) => kindOfAll(key) ?? []);
    parts.push(Prisma.sql`(f.key = any(${keys}) or f.kind = any(${kinds}))`);
  }
  if (hosts) parts.push(Prisma.sql`f.host_id = any(${hosts}::uuid[])`);
  if (group) {
    parts.push(
      Prisma.sql`exists (select 1 from host_group g where g.host_id = f.host_id and g.group_id = ${group}::uuid)`,
    );
  }
  if (tower) parts.push(Prisma.sql`f.tower = ${tower}`);
  return Prisma.join(parts, " and ");
}

/** What a plan of it would hold, and what it might be called. */
export interface SelectionView {
  findings: number;
  hosts: number;
  /** Points in sum, each finding as if repaired alone. */
  gain: number;
  /** Some of the hosts by name. */
  names: string[];
  /** The weaknesses with the most hosts. */
  repairs: { key: string; title: string; hosts: number }[];
  title: string;
}

const NAMED = 5;
const REPAIRS = 8;

/** Null where nothing of it is open. */
export async function readSelection(viewer: Viewer, selection: Selection): Promise<SelectionView | null> {
  if (!can(viewer, "finding.read")) return null;
  const where = selected(viewer, selection);
  const [counts, names, repairs] = await Promise.all([
    db().$queryRaw<{ findings: number; hosts: number; gain: number }[]>`
      select count(*)::int as findings, count(distinct f.host_id)::int as hosts, coalesce(sum(f.gain), 0)::float8 as gain
        from finding f where ${where}`,
    db().$queryRaw<{ name: string }[]>`
      select h.name from host h where exists (select 1 from finding f where f.host_id = h.id and ${where})
       order by lower(h.name), h.id limit ${NAMED}`,
    db().$queryRaw<{ key: string; title: string; hosts: number }[]>`
      select f.key, min(f.title) as title, count(*)::int as hosts from finding f where ${where}
       group by f.key order by hosts desc, sum(f.gain) desc, f.key limit ${REPAIRS}`,
  ]);
  const [count] = counts;
  if (!count || count.findings === 0) return null;
  const view = {
    ...count,
    names: names.map(({ name }) => name),
    repairs: repairs.map((one) => ({ ...one, title: guidanceFor(one.key)?.repair ?? one.title })),
  };
  return { ...view, title: titleOf(selection, view).slice(0, 120) };
}

function titleOf(
  { keys, tower }: Selection,
  { findings, hosts, names, repairs }: Omit<SelectionView, "title">,
): string {
  const where = hosts === 1 ? (names[0] ?? "one fortress") : `${hosts} fortresses`;
  const [only] = keys ?? [];
  const kind = only && keys?.length === 1 ? kindOfAll(only) : null;
  if (kind) return `${EXPOSURE_REPAIRS[kind]?.(findings) ?? kind}: ${where}`;
  if (repairs.length === 1) return `${repairs[0]?.title}: ${where}`;
  return tower ? `Raise ${tower}: ${where}` : `${findings} repairs: ${where}`;
}
