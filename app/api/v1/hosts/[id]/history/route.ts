import { readHistory } from "@/lib/api/endpoints/hosts";

export const GET = readHistory.handle;
