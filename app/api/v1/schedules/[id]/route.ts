import { changeSchedule, deleteSchedule, readSchedule } from "@/lib/api/endpoints/schedules";

export const GET = readSchedule.handle;
export const PATCH = changeSchedule.handle;
export const DELETE = deleteSchedule.handle;
