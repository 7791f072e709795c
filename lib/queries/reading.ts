/** When and where a page is read. */
import "server-only";
import { cookies } from "next/headers";
import { connection } from "next/server";
import { cache } from "react";
import { readPreferences } from "@/lib/preferences";

export interface Reading {
  /** Milliseconds of the request. */
  now: number;
  /** An IANA time zone. */
  zone: string;
}

/** One moment for the whole page. */
export const reading = cache(async (): Promise<Reading> => {
  await connection();
  const { zone } = readPreferences(await cookies());
  return { now: Date.now(), zone };
});
