import { undoBulkChange } from "@/lib/api/endpoints/findings";

export const POST = undoBulkChange.handle;
