import { exportTable } from "@/lib/api/endpoints/exports";

export const GET = exportTable;
