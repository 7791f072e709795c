import { deleteShare } from "@/lib/api/endpoints/shares";

export const DELETE = deleteShare.handle;
