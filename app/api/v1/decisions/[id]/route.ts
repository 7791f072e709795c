import { changeDecision, readDecision } from "@/lib/api/endpoints/decisions";

export const GET = readDecision.handle;
export const PATCH = changeDecision.handle;
