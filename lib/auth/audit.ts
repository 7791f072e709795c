/** The audit log: who did what. Nothing secret goes in. */
import { v7 as uuid } from "uuid";
import { db, type Tx } from "@/lib/db";
import type { Viewer } from "./rights";

export interface AuditEntry {
  /** For example `user.invited`, `session.revoked`, `report.imported`. */
  action: string;
  target?: string;
  data?: Record<string, string | number | boolean | null>;
  address?: string;
}

/** @param who null: nobody is signed in (a failed sign-in); `data` may then name the account that was tried */
export async function audit(
  who: Pick<Viewer, "userId" | "actor"> | null,
  entry: AuditEntry,
  tx: Tx = db(),
): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: uuid(),
      userId: who?.userId ?? null,
      actor: who?.actor ?? "nobody",
      action: entry.action,
      target: entry.target ?? null,
      data: entry.data ?? {},
      address: entry.address ?? "",
    },
  });
}
