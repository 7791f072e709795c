/** Proposes a decision about a risk; where nobody else has to agree, it holds at once. */
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { belongs, endOf, faultOf, needsApproval, startOf } from "@/lib/fortress/decision-rules";
import { TREATMENTS } from "@/lib/fortress/posture";
import { readDecisionPolicy } from "@/lib/queries/decision-policy";
import { type Failure, fail, type Result } from "@/lib/result";
import { affectedHosts, type Scope, subjectOf } from "./decisions/subject";
import { approvers, enterHistory, inWords, type Told, tellPeople } from "./decisions/told";
import { rescoreHosts } from "./rescore-hosts";

/** Hosts of one decision; a group or the fleet may be more. */
const MOST_HOSTS = 1_000;

const line = (name: string, most = 300) =>
  z.string().trim().max(most, `${name} has at most ${most} characters.`).default("");
const day = (what: string) => z.iso.date(`Give ${what} as a day, such as 2026-11-30.`);

export const proposalForm = z.strictObject({
  key: z.string().min(1).max(800).describe("A check, `<kind>:<key>` of an exposure, or `measure:<id>`"),
  treatment: z.enum(TREATMENTS, "Choose to reduce, accept, transfer or avoid."),
  scope: z
    .enum(["hosts", "group", "fleet"], "Choose which fortresses it is about.")
    .describe("`group`: whichever hosts are in it; `fleet`: all, those to come too"),
  hosts: z
    .array(z.uuid())
    .max(MOST_HOSTS, `At most ${MOST_HOSTS} fortresses; choose a group.`)
    .default([])
    .describe("With scope `hosts`"),
  group: z.uuid("There is no such group.").optional().describe("With scope `group`"),
  reason: z
    .string()
    .trim()
    .min(3, "Say why.")
    .max(2_000, "A reason has at most 2,000 characters.")
    .describe("Why it is right"),
  owner: z.uuid("There is no such person.").optional().describe("Who answers for it; left out: the proposer"),
  lastDay: day("the last day").describe("It holds through this day, UTC"),
  reviewDay: day("the day of the review").optional(),
  thirdParty: line("The third party").describe("Of a transfer: to whom"),
  reference: line("The reference", 500).describe(
    "Of a transfer: contract or ticket; of a reduction: what shows the control",
  ),
  control: line("The control", 1_000).describe("Of a reduction: the compensating control"),
  proof: line("The proof", 1_000).describe("Of an avoidance: how a report will show it"),
});
type Proposal = z.output<typeof proposalForm>;

/**
 * @param given what `proposalForm` says
 * @param now milliseconds
 * @returns the decision's id and whether it holds already: it does where the proposer may approve and the policy asks for nobody else
 * Errors (returned): `form`, `forbidden`, `not-found`, `not-possible` where nothing of it is open.
 */
export async function proposeDecision(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string; state: "proposed" | "approved" }>> {
  const parsed = proposalForm.safeParse(given);
  if (!parsed.success) return fail("form", parsed.error.issues[0]?.message ?? "The form is not complete.");
  const scope = scopeOf(viewer, parsed.data);
  if ("ok" in scope) return scope;
  const id = uuid();
  const result = await db().$transaction((tx) => propose(tx, viewer, { ...parsed.data, id, scope, now }));
  if (result.ok) await rescoreHosts(result.hosts, now);
  return result.ok ? { ok: true, id, state: result.state } : result;
}

function scopeOf(viewer: Viewer, { scope, hosts, group }: Proposal): Scope | Failure {
  const ids = [...new Set(hosts.map((host) => host.toLowerCase()))];
  if (scope === "hosts") {
    if (ids.length === 0) return fail("form", "Choose at least one fortress.");
    if (ids.some((hostId) => !can(viewer, "host.read", { hostId }))) {
      return fail("not-found", "One of these fortresses does not exist.");
    }
    if (ids.some((hostId) => !can(viewer, "decision.propose", { hostId }))) return FORBIDDEN;
    return { scope, hosts: ids };
  }
  if (!can(viewer, "decision.propose")) return FORBIDDEN;
  if (viewer.hosts !== null) {
    return fail("forbidden", "Whoever is bound to fortresses decides about these alone.");
  }
  if (scope === "fleet") return { scope };
  return group ? { scope, group } : fail("form", "Choose the group.");
}

const FORBIDDEN = fail("forbidden", "You may not propose decisions.");

type Proposed = { ok: true; state: "proposed" | "approved"; hosts: string[] } | Failure;

async function propose(
  tx: Tx,
  viewer: Viewer,
  { id, scope, now, ...given }: Omit<Proposal, "scope"> & { id: string; scope: Scope; now: number },
): Promise<Proposed> {
  const missing = await whatIsMissing(tx, scope, given.owner);
  if (missing) return missing;
  const subject = await subjectOf(tx, given.key, scope);
  if ("ok" in subject) return subject;
  const { title, severity } = subject;
  const policy = await readDecisionPolicy(tx);
  const fault = faultOf({ ...given, reviewDay: given.reviewDay ?? "" }, severity, policy, now);
  if (fault !== null) return fail("form", fault);
  const holds = can(viewer, "decision.approve") && !needsApproval(policy, severity);
  const { treatment, reason, key } = given;
  const term = (name: "thirdParty" | "reference" | "control" | "proof"): string | null =>
    (belongs(treatment, name) && given[name]) || null;
  const at = new Date(now);
  const row = await tx.decision.create({
    data: {
      ...{ id, treatment, key, title, severity, reason, scope: scope.scope },
      groupId: scope.scope === "group" ? scope.group : null,
      ownerId: given.owner ?? viewer.userId,
      proposedAt: at,
      userId: viewer.userId,
      actor: viewer.actor,
      untilAt: new Date(endOf(given.lastDay)),
      reviewAt: given.reviewDay ? new Date(startOf(given.reviewDay)) : null,
      ...{ thirdParty: term("thirdParty"), reference: term("reference") },
      ...{ control: term("control"), proof: term("proof") },
      compensated: holds && term("control") !== null && term("reference") !== null,
      state: holds ? "approved" : "proposed",
      ...(holds && { fromAt: at, decidedAt: at, decidedById: viewer.userId, decidedBy: viewer.actor }),
      hosts: { create: scope.scope === "hosts" ? scope.hosts.map((hostId) => ({ hostId })) : [] },
    },
  });
  const data = { title, key, treatment, severity, scope: scope.scope, lastDay: given.lastDay, holds, reason };
  await audit(viewer, { action: "decision.proposed", target: id, data }, tx);
  await announce(tx, viewer, row, holds, now);
  if (!holds) return { ok: true, state: "proposed", hosts: [] };
  const hosts = await affectedHosts(tx, id);
  await enterHistory(tx, row, hosts, { kind: "decided", by: viewer, reason, at: now });
  return { ok: true, state: "approved", hosts };
}

async function whatIsMissing(tx: Tx, scope: Scope, owner: string | undefined): Promise<Failure | null> {
  if (owner && (await tx.user.count({ where: { id: owner, disabledAt: null } })) === 0) {
    return fail("not-found", "There is no such person to own it.");
  }
  if (scope.scope === "group" && (await tx.group.count({ where: { id: scope.group } })) === 0) {
    return fail("not-found", "There is no such group.");
  }
  if (scope.scope !== "hosts") return null;
  const there = await tx.host.count({ where: { id: { in: scope.hosts } } });
  return there < scope.hosts.length ? fail("not-found", "One of these fortresses does not exist.") : null;
}

async function announce(tx: Tx, viewer: Viewer, row: Told, holds: boolean, at: number): Promise<void> {
  const waits = {
    kind: "decision-proposed" as const,
    to: await approvers(tx, viewer.userId),
    text: `${viewer.name} asks for an answer: ${inWords(row)}`,
  };
  const held = {
    kind: "decision-answered" as const,
    to: row.ownerId === null || row.ownerId === viewer.userId ? [] : [row.ownerId],
    text: `${viewer.name} decided, and you answer for it: ${inWords(row)}`,
  };
  await tellPeople(tx, row, { ...(holds ? held : waits), once: `decision-proposed:${row.id}`, at });
}
