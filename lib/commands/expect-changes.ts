/** Says which files of a host are going to change, and until when: what is seen of them by then is approved. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { DAY } from "@/lib/fortress/days";
import { dayOf, endOf } from "@/lib/fortress/decision-rules";
import { faultOfPattern } from "@/lib/fortress/patterns";
import { applyExpectation } from "@/lib/fortress/settle";
import { type Target, targetHosts } from "@/lib/queries/expectations";
import { type Failure, fail, type Result } from "@/lib/result";
import { reasonForm } from "./evidence/approve-files";
import { sayOfPattern } from "./evidence/expectations";
import { inItsTurn, mayNotApprove } from "./evidence/for-host";
import { lockHost } from "./evidence/identity";

const MOST_DAYS = 400;
/** More patterns of one host would make every report of it slow to read. */
const MOST_PATTERNS = 100;

const form = z.object({
  hosts: z.array(z.uuid("There is no such fortress.")).max(200).optional(),
  group: z.uuid("There is no such group.").optional(),
  pattern: z
    .string()
    .trim()
    .superRefine((pattern, context) => {
      const message = faultOfPattern(pattern);
      if (message) context.addIssue({ code: "custom", message });
    }),
  lastDay: z.iso.date("Give the last day on which the changes are expected."),
  reason: reasonForm,
});

export interface Expected {
  /** One for each host. */
  expectations: { id: string; hostId: string }[];
  /** Changes that it approved at once. */
  approved: number;
}

/**
 * Expects changes on hosts, or on those that are in a group now; each gets an expectation of its own. No pattern approves a
 * changed system binary.
 * @param given `hosts` or `group`; `pattern`: of paths, `*` within a folder, `**` through all of them; `lastDay` in UTC;
 * `reason`
 * Errors (returned): `form`, `not-found`, `forbidden`, `not-possible` where there are too many hosts or patterns.
 */
export async function expectChanges(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<Expected>> {
  const parsed = form.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const { hosts, group, pattern, lastDay, reason } = parsed.data;
  const latest = dayOf(now + MOST_DAYS * DAY);
  if (endOf(lastDay) <= now) return fail("form", "The last day has to be today or later.");
  if (lastDay > latest)
    return fail("form", `Changes are expected for ${MOST_DAYS} days at most: until ${latest}.`);
  if ((hosts === undefined) === (group === undefined))
    return fail("form", "Choose the fortresses, or a group.");
  const target: Target = group === undefined ? { hosts: hosts ?? [] } : { group };
  return db().$transaction(async (tx) => {
    const meant = await targetHosts(viewer, target, tx);
    if (!meant.ok) return meant;
    const ids = meant.hosts.map(({ id }) => id);
    const fault = await faultOnHosts(tx, viewer, ids, now);
    if (fault) return fault;
    const expected: Expected = { expectations: [], approved: 0 };
    for (const hostId of ids) {
      const one = { hostId, pattern, until: endOf(lastDay), reason };
      const result = await expectOnHost(tx, viewer, one, now);
      if (!result.ok) return result;
      expected.expectations.push({ id: result.id, hostId });
      expected.approved += result.approved;
    }
    const about = group ?? (ids.length === 1 ? ids[0] : undefined);
    const data = { pattern, lastDay, reason, hosts: ids.length };
    await audit(viewer, { action: "changes.expected", data, ...(about && { target: about }) }, tx);
    return { ok: true, ...expected };
  });
}

/** Locks the hosts, in the order of their ids, and asks whether each can be given one: all of them or none. */
async function faultOnHosts(
  tx: Tx,
  viewer: Viewer,
  ids: readonly string[],
  now: number,
): Promise<Failure | null> {
  for (const hostId of ids) {
    const refused = mayNotApprove(viewer, hostId);
    if (refused) return refused;
    await lockHost(tx, hostId);
  }
  const [standing, full] = [
    await tx.host.count({ where: { id: { in: [...ids] } } }),
    await tx.expectation.groupBy({
      by: ["hostId"],
      where: { hostId: { in: [...ids] }, withdrawnAt: null, untilAt: { gt: new Date(now) } },
      having: { hostId: { _count: { gte: MOST_PATTERNS } } },
    }),
  ];
  if (standing < ids.length) return fail("changed", "A fortress is gone meanwhile. Look again.");
  if (full.length === 0) return null;
  return fail("not-possible", `At most ${MOST_PATTERNS} patterns of one fortress at a time. Withdraw some.`);
}

interface One {
  hostId: string;
  pattern: string;
  until: number;
  reason: string;
}

function expectOnHost(tx: Tx, viewer: Viewer, { hostId, pattern, until, reason }: One, now: number) {
  return inItsTurn(tx, hostId, now, async (_tx, after, at) => {
    const id = uuid();
    await tx.expectation.create({
      data: {
        ...{ id, hostId, pattern, reason },
        at: new Date(at),
        untilAt: new Date(until),
        userId: viewer.userId,
        actor: viewer.actor,
      },
    });
    const changes = applyExpectation(after, { id, pattern, at, until, by: viewer.actor, reason });
    await sayOfPattern(tx, viewer, { hostId, at, kind: "expected", pattern, reason });
    return { ok: true, id, approved: changes.length };
  });
}
