import { downloadPlaybook } from "@/lib/api/endpoints/plans";

export const GET = downloadPlaybook.handle;
