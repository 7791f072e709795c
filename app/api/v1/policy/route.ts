import { changePolicy, readPolicy } from "@/lib/api/endpoints/policy";

export const GET = readPolicy.handle;
export const PATCH = changePolicy.handle;
