import { readReport } from "@/lib/api/endpoints/reports";

export const GET = readReport.handle;
