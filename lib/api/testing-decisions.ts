/** For tests: what the routes of decisions need. */
import { v7 as uuid } from "uuid";
import { proposeDecision } from "@/lib/commands/propose-decision";
import { db } from "@/lib/db";
import { dayOf } from "@/lib/fortress/decision-rules";
import { viewerWith } from "@/scripts/test/viewers";

const TEN_DAYS = 864_000_000;

/** A proposal to accept what is open on a host. */
export async function proposalFor(hostId: string): Promise<object> {
  const { key } = await db().finding.findFirstOrThrow({ where: { hostId, state: "open" } });
  return {
    ...{ key, treatment: "accept", scope: "hosts", hosts: [hostId], reason: "The network is closed." },
    lastDay: dayOf(Date.now() + TEN_DAYS),
  };
}

/** @returns the id of a proposal by somebody who asks nothing here */
export async function makeProposal(hostId: string): Promise<string> {
  const result = await proposeDecision(viewerWith("analyst", { userId: uuid() }), await proposalFor(hostId));
  if (!result.ok) throw new Error(result.text);
  return result.id;
}
