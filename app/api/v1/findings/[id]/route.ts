import { readFinding } from "@/lib/api/endpoints/findings";

export const GET = readFinding.handle;
