import { readHealth } from "@/lib/api/endpoints/health";

export const GET = readHealth.handle;
