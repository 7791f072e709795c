/** What is asked of findings, and the SQL that says what it makes of each. */
import { z } from "zod";
import type { Viewer } from "@/lib/auth/rights";
import { Prisma } from "@/lib/db";
import { levelOf } from "@/lib/db/host-state";
import { WORK_STATES } from "@/lib/fortress/state";
import { findingQuerySchema, isOpenSql, matching, ofVisible } from "@/lib/queries/findings";
import { type Failure, fail } from "@/lib/result";

/** As many findings as one act may be about. */
export const MOST = 10_000;
/** Each of them is locked while its findings change. */
export const MOST_HOSTS = 2_000;
export const MOST_LABELS = 20;

const label = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,39}$/u,
    "A label is up to 40 letters, digits, blanks, points, dashes and slashes.",
  );
const labels = z.array(label).max(MOST_LABELS, `At most ${MOST_LABELS} labels.`);

const changeSchema = z
  .strictObject({
    state: z.enum(WORK_STATES, "Choose where the work stands.").optional(),
    /** A user; null: nobody. */
    assignee: z.uuid("There is no such person.").nullable().optional(),
    /** A day; null: by the service level again. */
    due: z.iso.date("A due date is a day, such as 2026-12-31.").nullable().optional(),
    addLabels: labels.optional(),
    removeLabels: labels.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined && !isEmpty(value)), {
    message: "Say what is to change.",
  });
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
export type WorkChange = z.infer<typeof changeSchema>;

export const workSchema = z
  .object({
    ids: z.array(z.uuid()).min(1, "Choose the findings.").max(MOST, `At most ${MOST} findings.`).optional(),
    /** The filter of a list, as in its address. */
    query: z.record(z.string(), z.string()).optional(),
    change: changeSchema,
    why: z.string().trim().max(500, "A reason has at most 500 characters.").default(""),
  })
  .refine(({ ids, query }) => (ids === undefined) !== (query === undefined), {
    message: "Name the findings, or say by which filter they are found.",
  });
export type Work = z.infer<typeof workSchema>;

/** Which findings `f` are meant: those of hosts that the viewer may see. */
export function meant(viewer: Viewer, { ids, query }: Pick<Work, "ids" | "query">): Prisma.Sql | Failure {
  if (ids) return Prisma.sql`f.id = any(${ids}::uuid[]) and ${ofVisible(viewer)}`;
  const { cursor: _cursor, limit: _limit, ...filter } = query ?? {};
  const parsed = findingQuerySchema.strict().safeParse(filter);
  if (!parsed.success) return fail("form", "This filter is not one of the list of findings.");
  return matching(viewer, parsed.data);
}

/**
 * One row for each finding that is meant, with what it is (`state`, `assignee_id`, …) and what it becomes (`new_state`, …).
 * @param now milliseconds
 */
export function changedSql(where: Prisma.Sql, change: WorkChange, now: number): Prisma.Sql {
  const { state, assignee, due, addLabels = [], removeLabels = [] } = change;
  const open = isOpenSql;
  const newState =
    state === undefined
      ? Prisma.sql`f.state`
      : state === "open"
        ? Prisma.sql`case when ${open} then case when f.reopened > 0 then 'reopened' else 'open' end else f.state end`
        : Prisma.sql`case when ${open} then ${state} else f.state end`;
  const newAssignee = assignee === undefined ? Prisma.sql`f.assignee_id` : Prisma.sql`${assignee}::uuid`;
  const newDue =
    due === undefined
      ? Prisma.sql`f.due_at`
      : due === null
        ? Prisma.sql`f.due_from + make_interval(days => (l.days->>f.severity)::int)`
        : Prisma.sql`${endOf(due)}::timestamptz`;
  const newByHand = due === undefined ? Prisma.sql`f.due_by_hand` : Prisma.sql`${due !== null}::boolean`;
  const level =
    due === null
      ? Prisma.sql`left join lateral (select ${levelOf(Prisma.sql`f.host_id`)} as days) l on true`
      : Prisma.empty;
  const newLabels =
    addLabels.length + removeLabels.length === 0
      ? Prisma.sql`coalesce(f.labels, '{}')`
      : Prisma.sql`(select coalesce(array_agg(distinct x order by x), '{}') from unnest(f.labels || ${addLabels}::text[]) x
                     where x <> all(${removeLabels}::text[]))`;
  return Prisma.sql`
    select f.id, f.host_id, f.key, f.state, f.since_at, f.assignee_id, f.due_at, f.due_by_hand,
           coalesce(f.labels, '{}') as labels, ${newState} as new_state, ${newAssignee} as new_assignee, ${newDue} as new_due,
           ${newByHand} as new_by_hand, ${newLabels} as new_labels, to_timestamp(${now} / 1000.0)::timestamptz(3) as now
      from finding f ${level} where ${where}`;
}

/** The end of a day in UTC: what is due on it is not overdue on it. */
const endOf = (day: string): string => `${day}T23:59:59.999Z`;

/** Whether a row of `changedSql` becomes another one. */
export const differs = Prisma.sql`(new_state <> state or new_assignee is distinct from assignee_id
  or new_due is distinct from due_at or new_by_hand <> due_by_hand or new_labels <> labels)`;

/** The kind of the event that says that a finding came to be in a state `s`, as the fold reads it. */
export const markOf = (s: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`case ${s} when 'in-progress' then 'started' when 'fixed' then 'fixed' else 'returned' end`;
