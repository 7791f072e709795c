import { listNotices, markNotices } from "@/lib/api/endpoints/notices";

export const GET = listNotices.handle;
export const PATCH = markNotices.handle;
