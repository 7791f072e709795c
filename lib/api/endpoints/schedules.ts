/** Summaries that are sent by themselves. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { byId } from "@/lib/api/schemas/common";
import { goneSchedule, schedule, schedulePage, testedSchedule } from "@/lib/api/schemas/schedule";
import {
  changeSchedule as commandChange,
  removeSchedule,
  scheduleChange,
} from "@/lib/commands/change-schedule";
import { makeSchedule, newSchedule } from "@/lib/commands/make-schedule";
import { testSchedule as commandTest } from "@/lib/commands/test-schedule";
import { findSchedule, listSchedules as querySchedules } from "@/lib/queries/schedules";

const common = { tag: "Schedules", action: "share.manage" } as const;

export const listSchedules = endpoint({
  ...common,
  method: "GET",
  path: "/api/v1/schedules",
  name: "listSchedules",
  summary: "Summaries that are sent by themselves: what is sent next first",
  response: schedulePage,
  run: async (viewer) => {
    const items = await querySchedules(viewer);
    return { items, nextCursor: null, total: items.length };
  },
});

export const readSchedule = endpoint({
  ...common,
  method: "GET",
  path: "/api/v1/schedules/{id}",
  name: "readSchedule",
  summary: "One schedule, with what became of its last runs",
  params: byId,
  response: schedule,
  run: (viewer, { params }) => findSchedule(viewer, params.id),
});

export const createSchedule = endpoint({
  ...common,
  method: "POST",
  path: "/api/v1/schedules",
  name: "createSchedule",
  summary: "Have a summary sent every week or every month",
  body: jsonBody(newSchedule),
  answers: { 201: "The schedule" },
  problems: {
    404: "There is nothing to sum up, or no such web hook",
    409: "There are too many, or the token has no owner",
    422: "It has no recipient, or no such day",
  },
  response: schedule,
  run: async (viewer, { body }) => {
    const result = await makeSchedule(viewer, body);
    if (!result.ok) return result;
    const made = await findSchedule(viewer, result.id);
    return made && new Reply(201, made);
  },
});

export const changeSchedule = endpoint({
  ...common,
  method: "PATCH",
  path: "/api/v1/schedules/{id}",
  name: "changeSchedule",
  summary: "Change a schedule, pause it or let it go on",
  params: byId,
  body: jsonBody(scheduleChange),
  problems: { 422: "It would have no recipient, or no such day" },
  response: schedule,
  run: async (viewer, { params, body }) => {
    const result = await commandChange(viewer, { ...body, id: params.id });
    return result.ok ? findSchedule(viewer, params.id) : result;
  },
});

export const testSchedule = endpoint({
  ...common,
  method: "POST",
  path: "/api/v1/schedules/{id}/test",
  name: "testSchedule",
  summary: "Send it now, to the one who asks alone",
  details:
    "By mail to the owner of the token. One that goes to web hooks alone is posted to these, with `test` set, when an " +
    "administrator asks.",
  params: byId,
  problems: { 409: "It could not be sent; the problem says why" },
  response: testedSchedule,
  run: async (viewer, { params }) => {
    const result = await commandTest(viewer, params.id);
    return result.ok ? { id: params.id, title: result.title, to: result.to } : result;
  },
});

export const deleteSchedule = endpoint({
  ...common,
  method: "DELETE",
  path: "/api/v1/schedules/{id}",
  name: "deleteSchedule",
  summary: "Remove a schedule, with what is known of its runs",
  params: byId,
  response: goneSchedule,
  run: async (viewer, { params }) => {
    const result = await removeSchedule(viewer, params.id);
    return result.ok ? { id: params.id, title: result.title } : result;
  },
});
