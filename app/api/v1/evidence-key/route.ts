import { readEvidenceKey } from "@/lib/api/endpoints/summary-files";

export const GET = readEvidenceKey.handle;
