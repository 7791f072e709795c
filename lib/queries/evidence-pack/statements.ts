/** Reads what people decided and stated in the time of an evidence pack, each with who did what to it when. */
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import {
  type AttestationItem,
  attestationQuerySchema,
  findAttestation,
  listAttestations,
} from "../attestations";
import { type DecisionDetail, readDecision } from "../decision-detail";
import { type DecisionItem, decisionQuerySchema, listDecisions } from "../decisions";
import type { Period } from "./types";

const MANY = 200;

/** Decisions that were open or in force in this time, with what became of them. */
export async function decisionsOf(viewer: Viewer, within: Viewer, period: Period): Promise<DecisionDetail[]> {
  const found = await allOf<DecisionItem>((cursor) =>
    listDecisions(within, decisionQuerySchema.parse({ state: "all", limit: MANY, cursor })),
  );
  const overlapping = found.filter(
    ({ proposedAt, endedAt, untilAt }) =>
      Date.parse(proposedAt) < period.until && Date.parse(endedAt ?? untilAt) >= period.from,
  );
  const decisions: DecisionDetail[] = [];
  for (const { id } of overlapping) {
    const decision = await readDecision(viewer, id);
    if (decision) decisions.push(decision);
  }
  return decisions;
}

interface AttestationDetail extends AttestationItem {
  history: { at: string; action: string; actor: string }[];
}

/** Attestations that were valid in this time, with who entered and who withdrew them. */
export async function attestationsOf(within: Viewer, period: Period): Promise<AttestationDetail[]> {
  const found = await allOf<AttestationItem>((cursor) =>
    listAttestations(within, attestationQuerySchema.parse({ state: "all", limit: MANY, cursor })),
  );
  const overlapping = found.filter(
    ({ at, validUntil, withdrawnAt }) =>
      Date.parse(at) < period.until && Date.parse(withdrawnAt ?? validUntil) >= period.from,
  );
  const steps = await db().auditEvent.findMany({
    where: { target: { in: overlapping.map(({ id }) => id) }, action: { startsWith: "attestation." } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { at: true, action: true, actor: true, target: true },
  });
  const attestations: AttestationDetail[] = [];
  for (const one of overlapping) {
    const history = steps
      .filter(({ target }) => target === one.id)
      .map(({ at, action, actor }) => ({ at: at.toISOString(), action, actor }));
    // A list names three of its hosts; here they all stand.
    attestations.push({ ...((await findAttestation(within, one.id)) ?? one), history });
  }
  return attestations;
}

async function allOf<T>(
  read: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}
