import { changeComment, deleteComment } from "@/lib/api/endpoints/comments";

export const PATCH = changeComment.handle;
export const DELETE = deleteComment.handle;
