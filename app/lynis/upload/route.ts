import { takeReport } from "@/lib/api/lynis";

export const POST = takeReport;
