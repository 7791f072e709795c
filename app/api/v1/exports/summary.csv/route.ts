import { exportSummaryCsv } from "@/lib/api/endpoints/summary-files";

export const GET = exportSummaryCsv.handle;
