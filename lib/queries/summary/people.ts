/** What people have decided, planned and attested about the hosts of a summary. */
import type { Viewer } from "@/lib/auth/rights";
import type { Summary } from "@/lib/exports/summary";
import { attestationQuerySchema, listAttestations } from "../attestations";
import { decisionQuerySchema, listDecisions } from "../decisions";
import { listPlans, planQuerySchema } from "../plans";

/** Those that run, what is due first at the head. */
export async function readPlans(within: Viewer): Promise<Summary["plans"]> {
  const { items } = await listPlans(within, planQuerySchema.parse({ limit: 20 }));
  return items.map(({ title, owner, dueAt, overdue, progress }) => ({
    title,
    owner: owner?.name ?? null,
    dueAt,
    overdue,
    total: progress.total,
    closed: progress.closed,
  }));
}

/** Those that hold, what ends first at the head. */
export async function readDecisions(within: Viewer, now: number): Promise<Summary["decisions"]> {
  const query = decisionQuerySchema.parse({ state: "approved", limit: 50 });
  const { items } = await listDecisions(within, query, now);
  return items.map((one) => ({
    treatment: one.treatment,
    title: one.title,
    severity: one.severity,
    hosts: one.hostCount,
    reason: one.reason,
    owner: one.owner?.name ?? null,
    approver: one.decidedBy,
    until: one.untilAt,
    carriedOut: one.carriedOut,
  }));
}

/** Those that are valid, what ends first at the head. */
export async function readAttestations(within: Viewer, now: number): Promise<Summary["attestations"]> {
  const { items } = await listAttestations(within, attestationQuerySchema.parse({ limit: 50 }), now);
  return items.map(({ measure, by, at, validUntil, hosts }) => ({
    measure: measure.title,
    byWhom: by,
    at,
    validUntil,
    hosts: hosts.total,
  }));
}
