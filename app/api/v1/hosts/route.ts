import { listHosts } from "@/lib/api/endpoints/hosts";

export const GET = listHosts.handle;
