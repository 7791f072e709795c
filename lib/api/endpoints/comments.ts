/** Comments on findings: write one, change it, take it back. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { comment, commentBody } from "@/lib/api/schemas/comment";
import { byId } from "@/lib/api/schemas/common";
import { commentOnFinding, editComment, removeComment } from "@/lib/commands/comment-on-finding";
import { findComment } from "@/lib/queries/finding";

export const addComment = endpoint({
  method: "POST",
  path: "/api/v1/findings/{id}/comments",
  name: "addComment",
  tag: "Findings",
  summary: "Comment on a finding",
  action: "finding.work",
  params: byId,
  body: jsonBody(commentBody),
  answers: { 201: "The comment" },
  problems: { 409: "There are too many comments on it", 422: "It is empty or too long" },
  response: comment,
  run: async (viewer, { params, body }) => {
    const result = await commentOnFinding(viewer, { finding: params.id, text: body.text });
    if (!result.ok) return result;
    const written = await findComment(viewer, result.id);
    return written && new Reply(201, written);
  },
});

export const changeComment = endpoint({
  method: "PATCH",
  path: "/api/v1/comments/{id}",
  name: "changeComment",
  tag: "Findings",
  summary: "Change a comment of one's own",
  action: "finding.work",
  params: byId,
  body: jsonBody(commentBody),
  problems: { 403: "It is somebody else's", 409: "It was taken back", 422: "It is empty or too long" },
  response: comment,
  run: async (viewer, { params, body }) => {
    const result = await editComment(viewer, { comment: params.id, text: body.text });
    return result.ok ? findComment(viewer, result.id) : result;
  },
});

export const deleteComment = endpoint({
  method: "DELETE",
  path: "/api/v1/comments/{id}",
  name: "removeComment",
  tag: "Findings",
  summary: "Take a comment of one's own back: its text is gone, its place stays",
  action: "finding.work",
  params: byId,
  problems: { 403: "It is somebody else's", 409: "It was taken back before" },
  response: comment,
  run: async (viewer, { params }) => {
    const result = await removeComment(viewer, { comment: params.id });
    return result.ok ? findComment(viewer, result.id) : result;
  },
});
