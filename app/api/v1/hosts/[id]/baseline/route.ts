import { changeBaseline, readBaseline } from "@/lib/api/endpoints/baseline";

export const GET = readBaseline.handle;
export const POST = changeBaseline.handle;
