/** What an evidence pack is about and of which days, as it stands in the address of the page and of the file. */
import { z } from "zod";
import { summaryAddressSchema } from "../summary/address";
import { MOST_PERIOD_DAYS } from "../summary/scope";
import type { Period } from "./types";

const DAY = 86_400_000;
const USUAL_DAYS = 90;

/** No report is older, and not every day that can be written is one that a database knows. */
const day = z.iso.date().refine((text) => text >= "1970-01-01", "Give a day from 1970 on");

export const packAddressSchema = summaryAddressSchema.omit({ days: true }).extend({
  from: day.optional().describe(`First day, UTC; left out: ${USUAL_DAYS} days before the last`),
  to: day.optional().describe("Last day, UTC; left out: today"),
});
type PackAddress = z.infer<typeof packAddressSchema>;

export interface PackDays {
  period: Period;
  /** The first and the last day. */
  from: string;
  to: string;
  /** What its summary is compared over. */
  periodDays: number;
}

/** The days that are meant, or those that usually are; null: the first one comes after the last. */
export function daysOfPack(
  { from: first, to: last }: Pick<PackAddress, "from" | "to">,
  now: number,
): PackDays | null {
  const until = (last ? Date.parse(last) : now - (now % DAY)) + DAY;
  const from = first ? Date.parse(first) : until - USUAL_DAYS * DAY;
  if (from >= until) return null;
  const periodDays = Math.min(MOST_PERIOD_DAYS, Math.round((until - from) / DAY));
  return { period: { from, until }, from: dayOf(from), to: dayOf(until - 1), periodDays };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
