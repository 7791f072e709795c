/** For tests: what the routes of notices and web hooks need. */
import { v7 as uuid } from "uuid";
import { db } from "@/lib/db";

interface Needs {
  params: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
}

const json = (value: unknown): Needs => ({
  params: {},
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
});

/** Null: the route is about something else. */
export async function noticeNeeds(route: string): Promise<Needs | null> {
  switch (route) {
    case "PATCH /api/v1/notices":
      return json({ read: true });
    case "POST /api/v1/hooks":
      // So that there is always room for one more.
      await db().webHook.deleteMany();
      // Nobody is asked for an address, and nothing is sent to it.
      return json({ name: "x", url: "https://1.1.1.1/hook", kinds: ["critical"] });
    case "DELETE /api/v1/hooks/[id]":
      return { params: { id: await keepHook() } };
    default:
      return null;
  }
}

async function keepHook(): Promise<string> {
  const id = uuid();
  const data = { id, name: "x", url: "https://1.1.1.1/hook", secret: "", kinds: [], createdBy: "somebody" };
  await db().webHook.create({ data });
  return id;
}
