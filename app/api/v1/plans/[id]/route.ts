import { changePlan, readPlan } from "@/lib/api/endpoints/plans";

export const GET = readPlan.handle;
export const PATCH = changePlan.handle;
