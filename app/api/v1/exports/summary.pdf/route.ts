import { exportSummaryPdf } from "@/lib/api/endpoints/summary-files";

export const GET = exportSummaryPdf.handle;
