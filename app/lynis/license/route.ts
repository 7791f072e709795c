import { checkLicense } from "@/lib/api/lynis";

export const POST = checkLicense;
