/** Who is told of what concerns nobody in particular. */
import type { Role } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";

const idsOf = async (tx: Tx, roles: Role[]): Promise<string[]> => {
  const people = await tx.user.findMany({
    where: { role: { in: roles }, disabledAt: null },
    select: { id: true },
  });
  return people.map(({ id }) => id);
};

/** Managers and administrators. */
export const overseers = (tx: Tx): Promise<string[]> => idsOf(tx, ["manager", "administrator"]);

export const administrators = (tx: Tx): Promise<string[]> => idsOf(tx, ["administrator"]);
