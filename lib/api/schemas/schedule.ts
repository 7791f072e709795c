/** Summaries that are sent by themselves. */
import { z } from "zod";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { SENDINGS } from "@/lib/queries/schedules";
import { SUMMARY_SCOPES } from "@/lib/queries/summary/scope";
import { CADENCES } from "@/lib/schedules";
import { id, named, pageOf, reference, time } from "./common";

export const schedule = named(
  "Schedule",
  z.object({
    id,
    title: z.string(),
    scope: z.enum(SUMMARY_SCOPES),
    groupId: id.nullable(),
    hostId: id.nullable(),
    query: z.string().nullable().describe("Of scope `hosts`: the query of the list of hosts"),
    comment: z.string(),
    sections: z.array(z.enum(SUMMARY_SECTIONS)),
    hideNames: z.boolean(),
    cadence: z.enum(CADENCES),
    day: z.number().int().describe("1 (Monday) to 7, or 1 to 31: in a shorter month its last day"),
    hour: z.number().int().describe("0 to 23"),
    zone: z.string().describe("Whose clock shows that hour: an IANA name"),
    recipients: z.array(z.string()),
    hooks: z.array(reference).describe("Web hooks that get the summary, as an event `summary`"),
    send: z.enum(SENDINGS).describe("`link`: a new share link each time"),
    pausedAt: time.nullable(),
    pausedWhy: z
      .string()
      .nullable()
      .describe(
        "Why Rampart itself paused it, such as that its maker was disabled; null: a person did, or it is not paused",
      ),
    nextAt: time,
    createdAt: time,
    createdBy: z.string().describe("Who answers for it: it is sent as long as they may share"),
    runs: z
      .array(
        z.object({
          dueAt: time,
          at: time,
          state: z.enum(["sending", "sent", "failed"]),
          error: z.string().nullable(),
        }),
      )
      .describe("The last five, the latest first"),
  }),
);

export const schedulePage = pageOf(schedule);
export const testedSchedule = z.object({
  id,
  title: z.string(),
  to: z.string().describe("An e-mail address, or the names of web hooks"),
});
export const goneSchedule = z.object({ id, title: z.string() });
