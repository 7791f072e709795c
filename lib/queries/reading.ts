/** When and where a page is read. */
import "server-only";
import { cookies } from "next/headers";
import { connection } from "next/server";
import { cache } from "react";
import { readPreferences } from "@/lib/preferences";

/** One moment for the whole page. */
export const reading = cache(async (): Promise<{ now: number; zone: string }> => {
  await connection();
  const { zone } = readPreferences(await cookies());
  return { now: Date.now(), zone };
});

/**
 * Lets the head of a page leave before what follows it is rendered. Rows that come fast would else hold it back: the
 * server renders them first, because they are there, and writes head and rows at once.
 */
export async function afterTheHead(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Of the event loop, from a page's own rendering to its first byte. */
const TURNS = 4;
