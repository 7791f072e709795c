/** For tests: what the routes of schedules need. */
import { v7 as uuid } from "uuid";
import { makeSchedule } from "@/lib/commands/make-schedule";
import { db } from "@/lib/db";
import { viewerWith } from "@/scripts/test/viewers";
import type { Scene } from "./testing-actors";

interface Needs {
  params: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
}

const WEEKLY = { cadence: "weekly", day: 1, hour: 6, recipients: ["board@example.org"] };

/** Null: the route is about something else. */
export async function scheduleNeeds(route: string, { hostId }: Scene): Promise<Needs | null> {
  if (!route.includes("/api/v1/schedules")) return null;
  const headers = { "content-type": "application/json" };
  const given = { ...WEEKLY, scope: "host", hostId };
  if (!route.includes("[id]") && route.startsWith("GET")) return { params: {} };
  if (!route.includes("[id]")) return { params: {}, headers, body: JSON.stringify(given) };
  // There is room for a hundred.
  await db().schedule.deleteMany();
  const made = await makeSchedule(viewerWith("manager", { userId: uuid() }), given);
  if (!made.ok) throw new Error(made.text);
  const params = { id: made.id };
  return route.startsWith("PATCH") ? { params, headers, body: '{"paused":true}' } : { params };
}
