import { addDecisionFile } from "@/lib/api/endpoints/attachments";

export const POST = addDecisionFile.handle;
