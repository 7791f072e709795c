import { addComment } from "@/lib/api/endpoints/comments";

export const POST = addComment.handle;
