/** Web hooks: what is told to other systems. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { byId } from "@/lib/api/schemas/common";
import { goneHook, hookPage, madeHook, newHook } from "@/lib/api/schemas/notice";
import { removeHook } from "@/lib/commands/hooks/change-hook";
import { makeHook } from "@/lib/commands/hooks/make-hook";
import { listHooks as queryHooks } from "@/lib/queries/hooks";

export const listHooks = endpoint({
  method: "GET",
  path: "/api/v1/hooks",
  name: "listHooks",
  tag: "Web hooks",
  summary: "Web hooks and their last deliveries",
  action: "hook.manage",
  response: hookPage,
  run: async (viewer) => {
    const items = await queryHooks(viewer);
    return { items, nextCursor: null, total: items.length };
  },
});

export const createHook = endpoint({
  method: "POST",
  path: "/api/v1/hooks",
  name: "createHook",
  tag: "Web hooks",
  summary: "Make a web hook; its signing key is in this answer only",
  details: "An Idempotency-Key is not heeded: the answer holds a secret, and is not kept.",
  action: "hook.manage",
  body: jsonBody(newHook),
  answers: { 201: "The web hook" },
  problems: {
    409: "The address is not found or is private, or there are too many",
    422: "A field is not right",
  },
  response: madeHook,
  keyed: () => false,
  run: async (viewer, { body }) => {
    const result = await makeHook(viewer, body);
    return result.ok ? new Reply(201, result) : result;
  },
});

export const deleteHook = endpoint({
  method: "DELETE",
  path: "/api/v1/hooks/{id}",
  name: "deleteHook",
  tag: "Web hooks",
  summary: "Delete a web hook and its deliveries",
  action: "hook.manage",
  params: byId,
  response: goneHook,
  run: async (viewer, { params }) => {
    const result = await removeHook(viewer, params.id);
    return result.ok ? { id: params.id, name: result.name } : result;
  },
});
