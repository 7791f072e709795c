import { createPlan, listPlans } from "@/lib/api/endpoints/plans";

export const GET = listPlans.handle;
export const POST = createPlan.handle;
