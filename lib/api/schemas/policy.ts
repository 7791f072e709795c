/** The policy of the house, as it comes and as it leaves. */
import { z } from "zod";
import { SEVERITIES } from "@/lib/fortress/types";
import { MOST_DAYS } from "@/lib/service-level";
import { id, named, time, word } from "./common";

const day = z.number().int().min(1).max(MOST_DAYS);
const days = z.strictObject({ critical: day, high: day, medium: day, low: day });

const level = z.object({
  days: named("DaysBySeverity", days),
  set: z.object({ at: time, by: z.string() }).nullable().describe("Null: nobody has, it is as it comes"),
});

export const policy = named(
  "Policy",
  z.object({
    house: level.describe("Days to repair"),
    groups: z
      .array(
        z.object({
          id,
          name: z.string(),
          hosts: z.number().int(),
          level: level.nullable().describe("Null: the house's holds"),
        }),
      )
      .describe("Where a host is in several groups with days of their own, the strictest hold"),
    decisions: z.object({
      approvalFrom: word(SEVERITIES).describe("From here on another person than the proposer approves"),
      mostDays: days.describe("Days that a decision holds at most"),
    }),
  }),
);

export const policyPatch = z
  .strictObject({
    house: days.optional().describe("Days to repair; what is worse never has longer"),
    group: z.strictObject({ id, level: days.nullable().describe("Null: the house's hold again") }).optional(),
    decisions: z.strictObject({ approvalFrom: z.enum(SEVERITIES), mostDays: days }).optional(),
  })
  .refine((patch) => Object.keys(patch).length === 1, "Send exactly one of `house`, `group` and `decisions`");
