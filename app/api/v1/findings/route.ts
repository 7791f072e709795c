import { changeFindings, listFindings } from "@/lib/api/endpoints/findings";

export const GET = listFindings.handle;
export const PATCH = changeFindings.handle;
