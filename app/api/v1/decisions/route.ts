import { createDecision, listDecisions } from "@/lib/api/endpoints/decisions";

export const GET = listDecisions.handle;
export const POST = createDecision.handle;
