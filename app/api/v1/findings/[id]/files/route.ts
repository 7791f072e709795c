import { addFindingFile } from "@/lib/api/endpoints/attachments";

export const POST = addFindingFile.handle;
