/** Finds the decision that somebody wants to change. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";
import type { Decided } from "@/lib/queries/decision-rights";
import { mayReadDecision } from "@/lib/queries/decisions";
import type { Told } from "./told";

export interface Loaded extends Decided, Told {
  reference: string | null;
  reason: string;
}

/** Null where there is none that this viewer may see. */
export async function loadDecision(tx: Tx, viewer: Viewer, id: string): Promise<Loaded | null> {
  if (!z.uuid().safeParse(id).success || !can(viewer, "decision.read")) return null;
  if (!(await mayReadDecision(tx, viewer, id))) return null;
  const row = await tx.decision.findUnique({
    where: { id },
    include: { hosts: { select: { hostId: true } } },
  });
  return row && { ...row, hostIds: row.hosts.map(({ hostId }) => hostId) };
}

/** Whether anything shows the compensating control: a reference, or a file that somebody brought. */
export async function isEvident(tx: Tx, { id, reference }: Pick<Loaded, "id" | "reference">) {
  return (
    reference !== null || (await tx.attachment.count({ where: { decisionId: id, removedAt: null } })) > 0
  );
}
