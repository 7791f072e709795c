import { createView, listViews } from "@/lib/api/endpoints/views";

export const GET = listViews.handle;
export const POST = createView.handle;
