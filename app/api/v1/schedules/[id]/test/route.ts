import { testSchedule } from "@/lib/api/endpoints/schedules";

export const POST = testSchedule.handle;
