import { createShare, listShares } from "@/lib/api/endpoints/shares";

export const GET = listShares.handle;
export const POST = createShare.handle;
