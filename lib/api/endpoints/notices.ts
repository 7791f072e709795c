/** One's own notices. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { marked, marking, noticePage } from "@/lib/api/schemas/notice";
import { readNotices } from "@/lib/commands/read-notices";
import { noticeQuerySchema, listNotices as queryNotices } from "@/lib/queries/notices";

export const listNotices = endpoint({
  method: "GET",
  path: "/api/v1/notices",
  name: "listNotices",
  tag: "Notices",
  summary: "One's own notices, the unread ones first",
  details: "Those of the token's owner; a token that is bound to hosts has only those about these.",
  action: "fleet.read",
  query: noticeQuerySchema,
  response: noticePage,
  run: (viewer, { query }) => queryNotices(viewer, query),
});

export const markNotices = endpoint({
  method: "PATCH",
  path: "/api/v1/notices",
  name: "markNotices",
  tag: "Notices",
  summary: "Mark one's own notices as read: some, or all",
  action: "notice.mark",
  body: jsonBody(marking),
  response: marked,
  run: (viewer, { body: { ids } }) => readNotices(viewer, ids ? { ids } : { all: true }),
});
