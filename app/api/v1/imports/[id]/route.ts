import { deleteImport } from "@/lib/api/endpoints/reports";

export const DELETE = deleteImport.handle;
