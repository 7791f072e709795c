import { readHost } from "@/lib/api/endpoints/hosts";

export const GET = readHost.handle;
