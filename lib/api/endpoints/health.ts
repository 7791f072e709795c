/** Whether this Rampart is ready: its database is open, brought up to date, and answers. */
import { z } from "zod";
import { publicEndpoint } from "@/lib/api/handler";
import { problem } from "@/lib/api/reply";
import { named } from "@/lib/api/schemas/common";
import { database, isOpen } from "@/lib/db";
import manifest from "@/package.json";

/** A database that takes longer is not ready, in milliseconds. */
const PATIENCE = 5000;

export const readHealth = publicEndpoint({
  method: "GET",
  path: "/api/health",
  name: "readHealth",
  tag: "Service",
  summary: "Ready: the database is open and up to date",
  problems: { 503: "Not ready" },
  response: named(
    "Health",
    z.object({ status: z.literal("ok"), database: z.enum(["embedded", "postgresql"]), version: z.string() }),
  ),
  run: async () => {
    if (isOpen() && (await answers()))
      return { status: "ok" as const, database: database().kind, version: manifest.version };
    return problem(503, "not-ready", "The database does not answer yet.");
  },
});

async function answers(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  const asked = database().prisma.$queryRaw`select 1`.then(() => true).catch(() => false);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
