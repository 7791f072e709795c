/** For tests: what the routes of plans need. */
import { makePlan } from "@/lib/commands/make-plan";
import { db } from "@/lib/db";
import { OPEN_STATES } from "@/lib/fortress/state";
import { viewerWith } from "@/scripts/test/viewers";
import type { Scene } from "./testing-actors";

interface Needs {
  params: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
}

const json = (value: unknown): Omit<Needs, "params"> => ({
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
});

/** Null: the route is about something else. */
export async function planNeeds(route: string, { hostId }: Scene): Promise<Needs | null> {
  if (route === "POST /api/v1/plans") return { params: {}, ...json(await planFor(hostId)) };
  if (!route.includes("/plans/[id]")) return null;
  const params = { id: await makePlanOn(hostId) };
  return route.startsWith("PATCH") ? { params, ...json({ title: "Another" }) } : { params };
}

/** A plan of something that is open on a host. */
async function planFor(hostId: string): Promise<object> {
  const { id } = await db().finding.findFirstOrThrow({ where: { hostId, state: { in: [...OPEN_STATES] } } });
  return { title: "Close the doors", of: { findings: [id] } };
}

async function makePlanOn(hostId: string): Promise<string> {
  const result = await makePlan(viewerWith("analyst"), await planFor(hostId));
  if (!result.ok) throw new Error(result.text);
  return result.id;
}
