import { deleteAttachment, downloadAttachment } from "@/lib/api/endpoints/attachments";

export const GET = downloadAttachment.handle;
export const DELETE = deleteAttachment.handle;
