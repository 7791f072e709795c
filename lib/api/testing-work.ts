/** For tests: what the routes of work on findings need: comments, files and acts on many of them. */
import { v7 as uuid } from "uuid";
import { attachFile } from "@/lib/commands/attach-file";
import { commentOnFinding } from "@/lib/commands/comment-on-finding";
import { workOnFindings } from "@/lib/commands/work-on-findings";
import { db } from "@/lib/db";
import type { Result } from "@/lib/result";
import { viewerWith } from "@/scripts/test/viewers";
import type { Scene } from "./testing-actors";
import { makeProposal } from "./testing-decisions";

/** Somebody who asks nothing here. */
const somebody = viewerWith("manager", { actor: "somebody@example.org" });

interface Needs {
  params: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
}

let made = 0;
const TEXT = { body: "What was seen.", headers: { "content-type": "text/plain" } };
const json = (value: unknown): Omit<Needs, "params"> => ({
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
});

/** Null: the route is about something else. */
export async function workNeeds(route: string, { hostId, findingId }: Scene): Promise<Needs | null> {
  const finding = { id: findingId };
  switch (route) {
    case "PATCH /api/v1/findings":
      return { params: {}, ...json({ ids: [findingId], change: { addLabels: ["seen"] } }) };
    case "PATCH /api/v1/findings/[id]":
      return { params: finding, ...json({ labels: ["seen"], why: "It was." }) };
    case "POST /api/v1/bulk-changes/[id]/undo":
      return { params: { id: await change(findingId) } };
    case "POST /api/v1/findings/[id]/comments":
      return { params: finding, ...json({ text: "Seen." }) };
    case "PATCH /api/v1/comments/[id]":
    case "DELETE /api/v1/comments/[id]":
      return { params: { id: await comment(findingId) }, ...json({ text: "Mine." }) };
    case "POST /api/v1/findings/[id]/files":
      // So that there is always room for one more.
      await db().attachment.deleteMany({ where: { findingId } });
      return { params: finding, ...TEXT };
    case "POST /api/v1/decisions/[id]/files":
      return { params: { id: await makeProposal(hostId) }, ...TEXT };
    case "POST /api/v1/attestations/[id]/files":
      return { params: { id: await attestation(hostId) }, ...TEXT };
    case "GET /api/v1/attachments/[id]":
    case "DELETE /api/v1/attachments/[id]":
      await db().attachment.deleteMany({ where: { findingId } });
      return { params: { id: await file(findingId) } };
    default:
      return null;
  }
}

function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.text);
  return result;
}

async function change(findingId: string): Promise<string> {
  const given = { ids: [findingId], change: { addLabels: [`run ${made++ % 10}`] } };
  await db().finding.update({ where: { id: findingId }, data: { labels: [] } });
  const { undo } = good(await workOnFindings(somebody, given));
  return undo ?? "";
}

const comment = async (finding: string): Promise<string> =>
  good(await commentOnFinding(somebody, { finding, text: "Theirs." })).id;

const file = async (findingId: string): Promise<string> =>
  good(await attachFile(somebody, { findingId, filename: "a.txt", bytes: Buffer.from("a") })).id;

async function attestation(hostId: string): Promise<string> {
  const id = uuid();
  await db().attestation.create({
    data: {
      ...{
        id,
        measure: "auditing.colleague",
        scope: "hosts",
        statement: "Reviewed",
        byWhom: "Bo",
        actor: "x",
      },
      ...{ at: new Date(), validUntil: new Date(Date.now() + 86_400_000), hosts: { create: { hostId } } },
    },
  });
  return id;
}
