import { changeFinding, readFinding } from "@/lib/api/endpoints/findings";

export const GET = readFinding.handle;
export const PATCH = changeFinding.handle;
