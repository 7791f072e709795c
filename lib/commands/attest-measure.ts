/** Takes a person's word, with a date and an end, for a measure that no report speaks of. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { isUnspoken, MOST_DAYS, measureOf } from "@/lib/fortress/attesting";
import { DAY } from "@/lib/fortress/days";
import { dayOf, endOf, startOf } from "@/lib/fortress/decision-rules";
import { scoringTime } from "@/lib/fortress/reckoning";
import { type Failure, fail, type Result } from "@/lib/result";
import { coveredHosts, enterHistory } from "./attestations/told";
import { oneLine, plainText } from "./evidence/plain";
import { rescoreHosts } from "./rescore-hosts";

const MOST_HOSTS = 200;
/** A day begins up to so many milliseconds earlier somewhere than it does in UTC. */
const ZONES = 14 * 3_600_000;

export const attestationForm = z.object({
  measure: z.string().min(1, "Say which measure is in place.").max(100),
  scope: z.enum(["hosts", "group", "fleet"], "Say for which fortresses it is in place.").default("hosts"),
  hosts: z
    .array(z.uuid("There is no such fortress."))
    .max(MOST_HOSTS, `At most ${MOST_HOSTS} fortresses; for more, attest it for a group.`)
    .default([]),
  group: z.uuid("There is no such group.").optional(),
  statement: plainText.pipe(
    z
      .string()
      .min(10, "Say what is in place and how you know it: at least 10 characters.")
      .max(2000, "A statement has at most 2,000 characters."),
  ),
  by: oneLine.pipe(z.string().min(2, "Say whose word it is.").max(200, "A name has at most 200 characters.")),
  day: z.iso.date("Give the day of which the statement is."),
  lastDay: z.iso.date("Give the last day on which it is valid."),
});
type Given = z.output<typeof attestationForm>;

/**
 * Attests a measure: where no report decides it, it is in place until the attestation ends. It never overrules a report.
 * @param given `measure`; `scope` (`hosts` with `hosts`, `group` with `group`, or `fleet`); `statement`; `by`: whose word it
 * is; `day`, of which it is, and `lastDay`, both as `2026-11-30` in UTC
 * Errors (returned): `form`, `not-found`, `forbidden`, `not-possible` where reports speak of it on a host that is named.
 */
export async function attestMeasure(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string; hosts: number }>> {
  if (!can(viewer, "attestation.make")) return fail("forbidden", "You may not attest measures.");
  const parsed = attestationForm.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const form = { ...parsed.data, hosts: [...new Set(parsed.data.hosts.map((id) => id.toLowerCase()))] };
  const fault = timeFault(form, now) ?? scopeFault(viewer, form);
  if (fault) return fault;
  const measure = measureOf(form.measure);
  if (!measure) return fail("not-found", "There is no such measure.");
  const made = await db().$transaction(async (tx): Promise<Result<{ id: string; hosts: string[] }>> => {
    const missing = await missingFrom(tx, form);
    if (missing) return missing;
    const spoken = measure.rule.kind === "attested" ? null : await spokenOn(tx, form, now);
    if (spoken) return spoken;
    const id = uuid();
    const hosts = await write(tx, viewer, id, form, now);
    const { scope, by, lastDay } = form;
    const data = { measure: measure.id, scope, by, lastDay, hosts: hosts.length };
    await audit(viewer, { action: "attestation.made", target: id, data }, tx);
    return { ok: true, id, hosts };
  });
  if (!made.ok) return made;
  await rescoreHosts(made.hosts, now);
  return { ok: true, id: made.id, hosts: made.hosts.length };
}

function timeFault({ day, lastDay }: Given, now: number): Failure | null {
  if (startOf(day) > now + ZONES) return fail("form", "A statement cannot be of a day to come.");
  if (endOf(lastDay) <= now) return fail("form", "Its last day has to be today or later.");
  const latest = dayOf(startOf(day) + MOST_DAYS * DAY);
  if (lastDay > latest) {
    return fail("form", `An attestation is valid for ${MOST_DAYS} days at most: until ${latest}.`);
  }
  return null;
}

function scopeFault(viewer: Viewer, { scope, hosts, group }: Given): Failure | null {
  if (scope !== "hosts" && viewer.hosts !== null) {
    return fail("forbidden", "You may attest measures of your own fortresses only, one by one.");
  }
  if (scope === "group" && group === undefined) return fail("form", "Choose the group.");
  if (scope !== "hosts") return null;
  if (hosts.length === 0) return fail("form", "Choose the fortresses on which it is in place.");
  const strange = hosts.some((hostId) => !can(viewer, "attestation.make", { hostId }));
  return strange ? NO_HOST : null;
}

const NO_HOST = fail("not-found", "There is no such fortress.");

async function missingFrom(tx: Tx, { scope, hosts, group }: Given): Promise<Failure | null> {
  if (scope === "hosts") {
    // They stay until this is written.
    const rows = await tx.$queryRaw<object[]>`
      select id from host where id = any(${hosts}::uuid[]) order by id for key share`;
    return rows.length < hosts.length ? NO_HOST : null;
  }
  if (scope === "fleet") return null;
  const rows = await tx.$queryRaw<object[]>`select id from "group" where id = ${group}::uuid for key share`;
  return rows.length === 0 ? fail("not-found", "There is no such group.") : null;
}

/** Of a group and of the fleet it is the reckoning that asks, host by host, as hosts come and go. */
async function spokenOn(tx: Tx, { scope, hosts, measure }: Given, now: number): Promise<Failure | null> {
  if (scope !== "hosts") return null;
  for (const hostId of hosts) {
    const state = await loadHostState(tx, hostId);
    if (isUnspoken(state, measure, scoringTime(now))) continue;
    const host = await tx.host.findUnique({ where: { id: hostId }, select: { name: true } });
    const name = host?.name ?? "a fortress";
    return fail("not-possible", `Reports of ${name} speak of this measure: a word cannot overrule them.`);
  }
  return null;
}

/** @returns the hosts that it covers, by their ids */
async function write(tx: Tx, viewer: Viewer, id: string, form: Given, now: number): Promise<string[]> {
  const { measure, scope, hosts, group, statement, by: byWhom, day, lastDay } = form;
  await tx.attestation.create({
    data: {
      ...{ id, measure, scope, statement, byWhom },
      groupId: scope === "group" ? (group ?? null) : null,
      // Of today: of now, so that it is not hours old when it is made.
      at: new Date(day >= dayOf(now) ? now : startOf(day)),
      validUntil: new Date(endOf(lastDay)),
      userId: viewer.userId,
      actor: viewer.actor,
      createdAt: new Date(now),
      ...(scope === "hosts" && { hosts: { create: hosts.map((hostId) => ({ hostId })) } }),
    },
  });
  const covered = await coveredHosts(tx, id);
  await enterHistory(tx, covered, {
    kind: "attested",
    attestation: { id, measure, statement, byWhom },
    who: viewer,
    at: now,
  });
  return covered;
}
