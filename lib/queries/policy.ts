/** Reads the policy of the house: days to repair, of the house and of its groups, and what it asks of decisions. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db, Prisma } from "@/lib/db";
import { USUAL_LEVEL } from "@/lib/db/host-state";
import type { DecisionPolicy } from "@/lib/fortress/decision-rules";
import type { ServiceLevel } from "@/lib/service-level";
import { readDecisionPolicy } from "./decision-policy";

interface SetLevel {
  days: ServiceLevel;
  /** When and by whom it was set; null: nobody has, it is as it comes. */
  set: { at: string; by: string } | null;
}

export interface GroupLevel {
  id: string;
  name: string;
  /** How many hosts are in it. */
  hosts: number;
  /** Null: the house's holds. */
  level: SetLevel | null;
}

interface HousePolicy {
  house: SetLevel;
  /** By name. */
  groups: GroupLevel[];
  decisions: DecisionPolicy;
}

interface Row extends ServiceLevel {
  groupId: string | null;
  updatedAt: Date;
  updatedBy: string;
}

/** Nobody without the right sees any; who is bound to some hosts sees their groups. */
export async function readPolicy(viewer: Viewer): Promise<HousePolicy | null> {
  if (!can(viewer, "finding.read")) return null;
  const here =
    viewer.hosts === null ? Prisma.sql`true` : Prisma.sql`hg.host_id = any(${[...viewer.hosts]}::uuid[])`;
  const [rows, groups, decisions] = await Promise.all([
    db().serviceLevel.findMany(),
    db().$queryRaw<{ id: string; name: string; hosts: number }[]>`
      select g.id, g.name, count(*)::int as hosts
        from "group" g join host_group hg on hg.group_id = g.id
       where ${here} group by g.id order by lower(g.name), g.id`,
    readDecisionPolicy(),
  ]);
  const levelOf = (groupId: string | null): SetLevel | null => {
    const row = rows.find((one) => one.groupId === groupId);
    return row ? setLevel(row) : null;
  };
  return {
    house: levelOf(null) ?? { days: USUAL_LEVEL, set: null },
    groups: groups.map((group) => ({ ...group, level: levelOf(group.id) })),
    decisions,
  };
}

const setLevel = ({ critical, high, medium, low, updatedAt, updatedBy }: Row): SetLevel => ({
  days: { critical, high, medium, low },
  set: { at: updatedAt.toISOString(), by: updatedBy },
});
