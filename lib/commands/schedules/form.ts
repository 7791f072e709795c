/** What a schedule says: the same checks for making and for changing one. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { managesHooks } from "@/lib/commands/hooks/make-hook";
import { db } from "@/lib/db";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { SENDINGS } from "@/lib/queries/schedules";
import { resolveScope, SUMMARY_SCOPES } from "@/lib/queries/summary/scope";
import { type Failure, fail } from "@/lib/result";
import { CADENCES, LAST_DAY } from "@/lib/schedules";
import { zoneNamed } from "@/lib/zones";

const MOST_RECIPIENTS = 20;
const MOST_HOOKS = 5;

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

export const scheduleFields = z.object({
  title: z
    .string()
    .transform(oneLine)
    .pipe(z.string().max(120, "A title has at most 120 characters."))
    .describe("Left empty: as what it is about is called"),
  scope: z.enum(SUMMARY_SCOPES, "Choose what the summary is about."),
  groupId: z.uuid("There is no such group.").nullable(),
  hostId: z.uuid("There is no such fortress.").nullable(),
  query: z.string().max(1000).nullable().describe("Of scope `hosts`: the query of the list of hosts"),
  comment: z.string().trim().max(2000, "A comment has at most 2,000 characters."),
  sections: z
    .array(z.enum(SUMMARY_SECTIONS))
    .transform((some) => SUMMARY_SECTIONS.filter((one) => some.includes(one))),
  hideNames: z.boolean(),
  cadence: z.enum(CADENCES, "Choose weekly or monthly."),
  day: z
    .number()
    .int()
    .min(1, "Choose a day.")
    .max(31, "A day of the month is 1 to 31.")
    .describe("1 (Monday) to 7, or 1 to 31: in a shorter month its last day"),
  hour: z.number().int().min(0, "An hour is 0 to 23.").max(23, "An hour is 0 to 23."),
  zone: z
    .string()
    .refine((text) => zoneNamed(text) !== null, "There is no such time zone. Give one such as Europe/Berlin.")
    .transform((text) => zoneNamed(text) ?? "UTC")
    .describe("Whose clock shows that hour: an IANA name such as `Europe/Berlin`"),
  recipients: z
    .array(z.email("Give e-mail addresses, one on a line.").max(254))
    .max(MOST_RECIPIENTS, `At most ${MOST_RECIPIENTS} recipients.`)
    .transform((some) => [...new Set(some.map((one) => one.toLowerCase()))]),
  hookIds: z.array(z.uuid()).max(MOST_HOOKS, `At most ${MOST_HOOKS} web hooks.`),
  send: z.enum(SENDINGS, "Choose the file or a link."),
});
export type ScheduleFields = z.output<typeof scheduleFields>;

/** Null where a viewer may have such a schedule. */
export async function whyNot(
  viewer: Viewer,
  wanted: ScheduleFields,
  /** Those that it has already, whoever changes it now. */
  had: readonly string[] = [],
): Promise<Failure | null> {
  if (!can(viewer, "share.manage")) return fail("forbidden", "You may not send summaries.");
  if (viewer.hosts !== null && wanted.scope !== "host") {
    return fail("forbidden", "You may send summaries of single fortresses of yours only.");
  }
  if (wanted.day > LAST_DAY[wanted.cadence]) return fail("form", "A day of the week is 1 (Monday) to 7.");
  if (wanted.recipients.length + wanted.hookIds.length === 0) {
    return fail("form", "Give at least one recipient.");
  }
  const added = wanted.hookIds.filter((id) => !had.includes(id));
  if (added.length > 0 && !managesHooks(viewer)) {
    return fail("forbidden", "Web hooks are chosen by administrators.");
  }
  if ((await db().webHook.count({ where: { id: { in: added } } })) < new Set(added).size) {
    return fail("not-found", "There is no such web hook.");
  }
  return (await resolveScope(viewer, wanted)) ? null : fail("not-found", "There is nothing of that here.");
}

/** What the fields are as a row. */
export const rowOf = ({ groupId, hostId, query, ...fields }: ScheduleFields) => ({
  ...fields,
  groupId: fields.scope === "group" ? groupId : null,
  hostId: fields.scope === "host" ? (hostId?.toLowerCase() ?? null) : null,
  query: fields.scope === "hosts" ? (query ?? "") : null,
});
