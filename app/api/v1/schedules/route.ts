import { createSchedule, listSchedules } from "@/lib/api/endpoints/schedules";

export const GET = listSchedules.handle;
export const POST = createSchedule.handle;
