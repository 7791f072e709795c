import { downloadReport } from "@/lib/api/endpoints/reports";

export const GET = downloadReport.handle;
