import { exportSummaryXlsx } from "@/lib/api/endpoints/summary-files";

export const GET = exportSummaryXlsx.handle;
