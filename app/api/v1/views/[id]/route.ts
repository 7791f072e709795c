import { deleteView } from "@/lib/api/endpoints/views";

export const DELETE = deleteView.handle;
