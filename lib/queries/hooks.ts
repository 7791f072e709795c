/** Reads web hooks and what became of their deliveries. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { HOOK_KINDS, type HookKind } from "@/lib/notices";

export interface DeliveryItem {
  id: string;
  kind: string;
  text: string;
  /** When it was made, or tried last. */
  at: string;
  attempts: number;
  status: number | null;
  error: string | null;
  state: "delivered" | "waiting" | "failed";
}

export interface HookItem {
  id: string;
  name: string;
  url: string;
  kinds: HookKind[];
  createdAt: string;
  createdBy: string;
  disabledAt: string | null;
  /** The latest first. */
  deliveries: DeliveryItem[];
}

const SHOWN = 10;

const textOf = z.object({ text: z.string() }).catch({ text: "" });

/** All of them, by name; none for those who do not manage them, or see only some hosts. */
export async function listHooks(viewer: Viewer): Promise<HookItem[]> {
  if (!can(viewer, "hook.manage") || viewer.hosts !== null) return [];
  const hooks = await db().webHook.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    omit: { secret: true },
    include: { deliveries: { orderBy: [{ at: "desc" }, { id: "desc" }], take: SHOWN } },
  });
  return hooks.map(({ createdAt, disabledAt, kinds, deliveries, ...hook }) => ({
    ...hook,
    kinds: HOOK_KINDS.filter((kind) => kinds.includes(kind)),
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
    deliveries: deliveries.map(({ id, kind, body, at, attempts, status, error, ...ends }) => ({
      ...{ id, kind, attempts, status, error },
      text: textOf.parse(body).text,
      at: at.toISOString(),
      state: ends.deliveredAt ? "delivered" : ends.failedAt ? "failed" : "waiting",
    })),
  }));
}
