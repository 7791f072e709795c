import { deleteHook } from "@/lib/api/endpoints/hooks";

export const DELETE = deleteHook.handle;
