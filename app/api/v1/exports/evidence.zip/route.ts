import { exportEvidence } from "@/lib/api/endpoints/summary-files";

export const GET = exportEvidence.handle;
