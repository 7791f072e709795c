import { listReports, uploadReports } from "@/lib/api/endpoints/reports";

export const GET = listReports.handle;
export const POST = uploadReports.handle;
