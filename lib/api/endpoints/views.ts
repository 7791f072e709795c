/** Saved views: of the person who asks, and those that others share. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { byId } from "@/lib/api/schemas/common";
import { newView, view, viewGone, viewList, viewQuerySchema } from "@/lib/api/schemas/view";
import { removeView } from "@/lib/commands/remove-view";
import { saveView } from "@/lib/commands/save-view";
import { listViews as queryViews } from "@/lib/queries/views";

export const listViews = endpoint({
  method: "GET",
  path: "/api/v1/views",
  name: "listViews",
  tag: "Views",
  summary: "One's own saved views, and those that others share",
  details: "For people at the screen; a token has no views.",
  action: "notice.own",
  query: viewQuerySchema,
  response: viewList,
  run: async (viewer, { query }) => {
    const items = await queryViews(viewer, query.page);
    return { items, nextCursor: null, total: items.length };
  },
});

export const createView = endpoint({
  method: "POST",
  path: "/api/v1/views",
  name: "saveView",
  tag: "Views",
  summary: "Save a filter and its order under a name",
  action: "notice.own",
  body: jsonBody(newView),
  answers: { 201: "The view" },
  problems: { 409: "One person has a hundred views at most", 422: "The query is none, or keeps nothing" },
  response: view,
  run: async (viewer, { body }) => {
    const result = await saveView(viewer, body);
    if (!result.ok) return result;
    const saved = (await queryViews(viewer, body.page)).find(({ id }) => id === result.id);
    return saved ? new Reply(201, saved) : null;
  },
});

export const deleteView = endpoint({
  method: "DELETE",
  path: "/api/v1/views/{id}",
  name: "deleteView",
  tag: "Views",
  summary: "Delete a view of one's own; an administrator also one that is shared",
  action: "notice.own",
  params: byId,
  response: viewGone,
  run: async (viewer, { params }) => {
    const result = await removeView(viewer, params.id);
    return result.ok ? { id: params.id, name: result.name } : result;
  },
});
