import { expect, it } from "vitest";
import type { ScheduleItem } from "@/lib/queries/schedules";
import { nextSentence, recipientWords, whenWords } from "./words";

const schedule: ScheduleItem = {
  ...{ id: "1", title: "Board", scope: "fleet", groupId: null, hostId: null, query: null, comment: "" },
  ...{
    sections: [],
    hideNames: false,
    cadence: "weekly",
    day: 1,
    hour: 6,
    zone: "Europe/Berlin",
    send: "pdf",
  },
  ...{ recipients: ["board@example.org"], hooks: [{ id: "2", name: "chat" }], runs: [] },
  ...{ pausedAt: null, pausedWhy: null, nextAt: "2026-11-30T05:00:00.000Z" },
  ...{ createdAt: "2026-11-28T10:00:00.000Z", createdBy: "ann@example.org" },
};

it("says when the next one goes, in which time zone, with what, to whom", () => {
  expect(nextSentence(schedule, "all fortresses", "Europe/Berlin")).toBe(
    "Next on Monday, 30 Nov 2026, 06:00 CET (Europe/Berlin): the summary of all fortresses as a PDF, to board@example.org and the web hook chat.",
  );
});

it.each([
  ["UTC", "UTC", "Monday, 30 Nov 2026, 05:00 UTC"],
  [
    "Europe/Berlin",
    "UTC",
    "Monday, 30 Nov 2026, 06:00 CET (Europe/Berlin), which is 30 Nov 2026, 05:00 UTC for you",
  ],
  ["Europe/Berlin", "Europe/Paris", "Monday, 30 Nov 2026, 06:00 CET (Europe/Berlin)"],
  // Another day there.
  ["America/Los_Angeles", "America/Los_Angeles", "Sunday, 29 Nov 2026, 21:00 GMT-8 (America/Los_Angeles)"],
])("in %s for a reader in %s: %s", (zone, reader, words) => {
  expect(whenWords(schedule.nextAt, zone, reader)).toBe(words);
});

it("says what is special about it", () => {
  const hooks = { ...schedule, recipients: [], hideNames: true };
  expect(nextSentence(hooks, "web-01", "UTC")).toContain(
    ": the summary of web-01 as data, host names hidden, to the web hook chat.",
  );
  const paused = { ...schedule, pausedAt: schedule.createdAt, send: "link" as const };
  expect(nextSentence(paused, "the group web", "UTC")).toBe(
    "Paused: nothing is sent. When it goes on, it sends the summary of the group web as a share link, to board@example.org and the web hook chat.",
  );
});

it("counts those who are too many to name", () => {
  const recipients = ["a", "b", "c", "d", "e"].map((name) => `${name}@example.org`);
  expect(recipientWords({ recipients: recipients.slice(0, 4), hooks: [] })).toBe(
    "a@example.org, b@example.org, c@example.org and d@example.org",
  );
  expect(recipientWords({ recipients, hooks: [] })).toBe(
    "a@example.org, b@example.org, c@example.org and 2 more",
  );
  expect(recipientWords({ recipients: [], hooks: [] })).toBe("nobody");
});
