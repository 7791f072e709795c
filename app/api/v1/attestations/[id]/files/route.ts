import { addAttestationFile } from "@/lib/api/endpoints/attachments";

export const POST = addAttestationFile.handle;
