import { readTower } from "@/lib/api/endpoints/hosts";

export const GET = readTower.handle;
