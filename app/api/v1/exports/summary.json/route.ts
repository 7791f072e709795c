import { exportSummaryJson } from "@/lib/api/endpoints/summary-files";

export const GET = exportSummaryJson.handle;
