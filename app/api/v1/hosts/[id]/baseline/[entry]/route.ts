import { deleteBaseline } from "@/lib/api/endpoints/baseline";

export const DELETE = deleteBaseline.handle;
