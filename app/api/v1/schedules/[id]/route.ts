import { changeSchedule, deleteSchedule } from "@/lib/api/endpoints/schedules";

export const PATCH = changeSchedule.handle;
export const DELETE = deleteSchedule.handle;
