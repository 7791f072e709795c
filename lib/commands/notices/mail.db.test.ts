/** Mail through a real server on this machine: sent once, given back where it was refused, in digests. */
import { v7 as uuid } from "uuid";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { readNotices } from "@/lib/commands/read-notices";
import { setNoticePreferences } from "@/lib/commands/set-notice-preferences";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { type MailServer, startMailServer } from "@/scripts/test/smtp";
import type { MailSettings } from "./post";
import { digestTime, sendDigests } from "./send-digests";
import { sendMail } from "./send-mail";
import { type News, tell } from "./tell";

/** A Saturday. */
const NOW = Date.parse("2026-11-28T10:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

beforeAll(openTestSecrets);

onEachEngine("mail", () => {
  let server: MailServer;
  let settings: MailSettings;
  let ann: Viewer;
  beforeEach(async () => {
    await db().user.deleteMany();
    server = await startMailServer();
    settings = {
      url: server.url,
      from: "Rampart <rampart@example.org>",
      site: "https://rampart.example.org",
    };
    ann = await makeViewer("manager");
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await server.close();
  });

  const telling = (text: string, more: Partial<News> = {}): Promise<void> =>
    db().$transaction((tx) =>
      tell(tx, [
        {
          ...{ kind: "critical", userIds: [ann.userId ?? ""], hostId: null, text, href: "/findings" },
          ...{ once: uuid(), at: NOW - 1, ...more },
        },
      ]),
    );
  /** What a refusal writes into the log. */
  const silenced = () => vi.spyOn(console, "error").mockImplementation(() => {});
  const subjects = (): string[] =>
    server.received.map(
      ({ raw }) => /^Subject: (.*(?:\r\n .*)*)/m.exec(raw)?.[1]?.replace(/\r\n /g, " ") ?? "",
    );

  it("sends what a person wants at once: several in one mail, each once", async () => {
    await telling("First <b>");
    await telling("Second", { at: NOW - 2, href: "/hosts" });
    await telling("Only under the bell", { kind: "overdue" });
    expect(await sendMail(NOW, settings)).toBe(1);
    expect(await sendMail(NOW + 1, settings)).toBe(0);
    const [mail] = server.received;
    expect(mail?.to).toEqual([ann.actor]);
    expect(subjects()).toEqual(["Rampart: 2 notices"]);
    expect(mail?.raw).toContain("From: Rampart <rampart@example.org>\r\n");
    expect(mail?.raw).toContain("List-Unsubscribe: <https://rampart.example.org/notices/settings>\r\n");
    expect(mail?.raw).toContain("Auto-Submitted: auto-generated\r\n");
    expect(mail?.raw).toMatch(/First <b>\r\nhttps:\/\/rampart\.example\.org\/findings\r\n\r\nSecond\r\n/);
    expect(mail?.raw).toContain("First &lt;b&gt;</a>");
    expect(mail?.raw).not.toContain("Only under the bell");
  });

  it("is sent by one of two that try at once", async () => {
    const bob = await makeViewer("manager");
    for (let i = 0; i < 5; i++)
      await telling(`Number ${i}`, { userIds: [ann.userId ?? "", bob.userId ?? ""] });
    const sent = await Promise.all([
      sendMail(NOW, settings),
      sendMail(NOW + 1, settings),
      sendMail(NOW, settings),
    ]);
    expect(sent.reduce((sum, one) => sum + one)).toBe(2);
    expect(server.received.map(({ to }) => to[0]).sort()).toEqual([ann.actor, bob.actor].sort());
    for (const { raw } of server.received) expect(raw.match(/^Number \d/gm)).toHaveLength(5);
  });

  it("keeps what comes within a minute for the next mail", async () => {
    await telling("First");
    await sendMail(NOW, settings);
    await telling("Second");
    expect(await sendMail(NOW + MINUTE - 1, settings)).toBe(0);
    expect(await sendMail(NOW + MINUTE, settings)).toBe(1);
    expect(subjects()).toEqual(["Rampart: First", "Rampart: Second"]);
  });

  it("sends again what the server did not take for now, and not what it refused for good", async () => {
    const log = silenced();
    await telling("Important");
    server.answer = { code: 451 };
    expect(await sendMail(NOW, settings)).toBe(0);
    server.answer = null;
    expect(await sendMail(NOW + 1, settings)).toBe(1);
    await telling("To nobody", { at: NOW + HOUR - 1 });
    server.answer = { code: 554 };
    expect(await sendMail(NOW + HOUR, settings)).toBe(0);
    server.answer = null;
    expect(await sendMail(NOW + 2 * HOUR, settings)).toBe(0);
    expect(subjects()).toEqual(["Rampart: Important"]);
    expect(log).toHaveBeenCalledTimes(2);
  });

  it("does not send again what may have been taken: the server broke off without an answer", async () => {
    silenced();
    await telling("Maybe");
    server.answer = "silence";
    expect(await sendMail(NOW, settings)).toBe(0);
    server.answer = null;
    expect(await sendMail(NOW + 1, settings)).toBe(0);
  });

  it("takes nothing while the server is not there, and sends it later, for a day", async () => {
    await telling("Waiting");
    const { url } = server;
    await server.close();
    await expect(sendMail(NOW, { ...settings, url })).rejects.toThrow(/ECONNREFUSED/);
    server = await startMailServer();
    expect(await sendMail(NOW + DAY, { ...settings, url: server.url })).toBe(0);
    expect(await sendMail(NOW + HOUR, { ...settings, url: server.url })).toBe(1);
  });

  it("sends nothing where no server is named, to nobody who is disabled, and nothing that was read", async () => {
    await telling("Something");
    expect(await sendMail(NOW, null)).toBe(0);
    const userId = ann.userId ?? "";
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect(await sendMail(NOW, settings)).toBe(0);
    await db().user.update({ where: { id: userId }, data: { disabledAt: null } });
    await readNotices(ann, { all: true }, NOW);
    expect(await sendMail(NOW, settings)).toBe(0);
  });

  it("follows what a person chose, also where the bell says nothing", async () => {
    const kinds = { critical: { app: true, mail: false }, overdue: { app: false, mail: true } };
    await setNoticePreferences(ann, { kinds, digest: "off" }, NOW - HOUR);
    await telling("By the bell");
    await telling("By mail", { kind: "overdue" });
    expect(await sendMail(NOW, settings)).toBe(1);
    expect(subjects()).toEqual(["Rampart: By mail"]);
  });

  it("sends a digest of what was not mailed yet, once, and none without a notice", async () => {
    await setNoticePreferences(ann, { kinds: {}, digest: "daily" }, NOW);
    await telling("At once", { at: NOW });
    await telling("In the digest", { kind: "overdue", at: NOW });
    await telling("From before", { kind: "reopened", at: NOW - HOUR });
    await sendMail(NOW, settings);
    const morning = Date.parse("2026-11-29T06:00:00Z");
    expect(await sendDigests(morning - 1, settings)).toBe(0);
    const sent = await Promise.all([sendDigests(morning, settings), sendDigests(morning + 1, settings)]);
    expect(sent.sort()).toEqual([0, 1]);
    expect(await sendDigests(morning + HOUR, settings)).toBe(0);
    expect(await sendDigests(morning + DAY, settings)).toBe(0);
    expect(subjects()).toEqual(["Rampart: At once", "Rampart: 1 notice of the day"]);
    expect(server.received[1]?.raw).toContain("In the digest");
  });

  it("sends a digest again that the server did not take for now", async () => {
    silenced();
    await setNoticePreferences(ann, { kinds: {}, digest: "weekly" }, NOW);
    await telling("In the digest", { kind: "overdue", at: NOW + 1 });
    const monday = Date.parse("2026-11-30T06:00:00Z");
    expect(await sendDigests(monday - 1, settings)).toBe(0);
    server.answer = { code: 451 };
    expect(await sendDigests(monday, settings)).toBe(0);
    server.answer = null;
    expect(await sendDigests(monday + HOUR, settings)).toBe(1);
    expect(subjects()).toEqual(["Rampart: 1 notice of the week"]);
  });
});

it("knows the hour of a digest: six in the morning, on Mondays where it is weekly", () => {
  const at = (digest: "daily" | "weekly", text: string): string =>
    new Date(digestTime(digest, Date.parse(text))).toISOString().slice(0, 16);
  expect(at("daily", "2026-11-28T10:00:00Z")).toBe("2026-11-28T06:00");
  expect(at("daily", "2026-11-28T05:59:59Z")).toBe("2026-11-27T06:00");
  expect(at("weekly", "2026-11-28T10:00:00Z")).toBe("2026-11-23T06:00");
  expect(at("weekly", "2026-11-30T05:00:00Z")).toBe("2026-11-23T06:00");
  expect(at("weekly", "2026-11-30T06:00:00Z")).toBe("2026-11-30T06:00");
});
