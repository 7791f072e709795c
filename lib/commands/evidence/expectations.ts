/** Tells the history of a host which changes somebody expects, or expects no more. */
import { v7 as uuid } from "uuid";
import type { Viewer } from "@/lib/auth/rights";
import type { Tx } from "@/lib/db";

interface Said {
  hostId: string;
  at: number;
  kind: "expected" | "unexpected";
  pattern: string;
  reason: string;
}

export async function sayOfPattern(
  tx: Tx,
  viewer: Viewer,
  { hostId, at, kind, pattern, reason }: Said,
): Promise<void> {
  await tx.event.create({
    data: {
      id: uuid(),
      hostId,
      at: new Date(at),
      kind,
      userId: viewer.userId,
      actor: viewer.actor,
      data: { pattern, reason },
    },
  });
}
