/** What a plan says of itself, and who may own one. */
import { z } from "zod";
import type { Tx } from "@/lib/db";
import { type Failure, fail } from "@/lib/result";

export const planFields = {
  title: z
    .string()
    .trim()
    .min(3, "Give the plan a title of at least three letters.")
    .max(120, "A title has at most 120 characters."),
  goal: z.string().trim().max(2_000, "A goal has at most 2,000 characters."),
  owner: z.uuid("There is no such person.").nullable().describe("A user; null: nobody"),
  due: z.iso
    .date("A due date is a day, such as 2026-12-31.")
    .nullable()
    .describe("A day, UTC; null: no date"),
};

/** The end of a day in UTC: what is due on it is not overdue on it. */
export const endOfDay = (day: string | null): Date | null =>
  day === null ? null : new Date(`${day}T23:59:59.999Z`);

/** Null: they may own a plan. */
export async function faultOfOwner(tx: Tx, owner: string | null | undefined): Promise<Failure | null> {
  if (!owner) return null;
  const person = await tx.user.findFirst({
    where: { id: owner, disabledAt: null, role: { not: "viewer" } },
    select: { id: true },
  });
  return person ? null : fail("form", "Plans go to people who may work on findings.");
}
