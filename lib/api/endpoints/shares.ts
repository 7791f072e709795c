/** Share links: summaries for people without an account. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { byId } from "@/lib/api/schemas/common";
import { goneShare, madeShare, newShare, sharePage } from "@/lib/api/schemas/share";
import { makeShare } from "@/lib/commands/make-share";
import { revokeShare } from "@/lib/commands/revoke-share";
import { readEnvironment, siteOf } from "@/lib/env";
import { listShares as queryShares } from "@/lib/queries/shares";

export const listShares = endpoint({
  method: "GET",
  path: "/api/v1/shares",
  name: "listShares",
  tag: "Share links",
  summary: "Share links and how often they were read, the newest first",
  action: "share.manage",
  response: sharePage,
  run: async (viewer) => {
    const items = await queryShares(viewer);
    return { items, nextCursor: null, total: items.length };
  },
});

export const createShare = endpoint({
  method: "POST",
  path: "/api/v1/shares",
  name: "createShare",
  tag: "Share links",
  summary: "Make a link to a summary; the link itself is in this answer only",
  details: "An Idempotency-Key is not heeded: the answer holds a secret, and is not kept.",
  action: "share.manage",
  body: jsonBody(newShare),
  answers: { 201: "The link" },
  problems: {
    404: "There is no such group or host for this viewer",
    409: "It would live longer than the policy allows",
    422: "A field is not right",
  },
  response: madeShare,
  keyed: () => false,
  run: async (viewer, { body }) => {
    const result = await makeShare(viewer, body);
    if (!result.ok) return result;
    return new Reply(201, { ...result, url: `${siteOf(readEnvironment())}/s/${result.token}` });
  },
});

export const deleteShare = endpoint({
  method: "DELETE",
  path: "/api/v1/shares/{id}",
  name: "deleteShare",
  tag: "Share links",
  summary: "Revoke a share link at once",
  action: "share.manage",
  params: byId,
  problems: { 409: "It is revoked already" },
  response: goneShare,
  run: (viewer, { params }) => revokeShare(viewer, params.id),
});
