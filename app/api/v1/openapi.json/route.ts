import { readOpenApi } from "@/lib/api/endpoints";

export const GET = readOpenApi.handle;
