import { listFindings } from "@/lib/api/endpoints/findings";

export const GET = listFindings.handle;
