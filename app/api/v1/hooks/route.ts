import { createHook, listHooks } from "@/lib/api/endpoints/hooks";

export const GET = listHooks.handle;
export const POST = createHook.handle;
