/** Makes one summary and sends it: as a file or as a link by mail, and as an event to web hooks. */
import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Viewer } from "@/lib/auth/rights";
import { managesHooks } from "@/lib/commands/hooks/make-hook";
import { makeShare } from "@/lib/commands/make-share";
import { nudge } from "@/lib/commands/notices/nudge";
import { type MailSettings, openPost } from "@/lib/commands/notices/post";
import { db } from "@/lib/db";
import type { Mail } from "@/lib/exports/mail";
import type { Summary } from "@/lib/exports/summary";
import { summaryMail } from "@/lib/exports/summary-mail";
import { changeWords, scoreWords } from "@/lib/exports/summary-words";
import { day, list } from "@/lib/format";
import { withQuery } from "@/lib/href";
import type { ScheduleItem } from "@/lib/queries/schedules";
import { readSharePolicy, USUAL_SHARE_DAYS } from "@/lib/queries/share-policy";
import { readSummary } from "@/lib/queries/summary";
import { addressOfRequest } from "@/lib/queries/summary/address";
import { readKnownHosts } from "@/lib/queries/summary/known-hosts";
import { reduceSummary } from "@/lib/queries/summary/reduce";
import { summaryPdf } from "@/lib/queries/summary-pdf";
import { fail, type Result } from "@/lib/result";
import { periodOf } from "@/lib/schedules";

interface Delivery {
  schedule: ScheduleItem;
  recipients: readonly string[];
  hookIds: readonly string[];
  /** A name for this time: a web hook is told of it once. */
  once: string;
  settings: MailSettings | null;
  now: number;
}

/**
 * @param maker in whose name it is sent: with what they may see now
 * Errors (returned): `not-found` where there is nothing to sum up any more, `not-possible` where it could not be sent, to all or
 * to some.
 */
export async function deliver(maker: Viewer, delivery: Delivery): Promise<Result<{ sent: number }>> {
  const { schedule, recipients, hookIds, settings, now } = delivery;
  const request = { ...schedule, periodDays: periodOf(schedule.cadence), now };
  const summary = await readSummary(maker, request);
  if (!summary) return fail("not-found", "What it is about is not there any more.");
  if (hookIds.length > 0 && !managesHooks(maker)) {
    return fail("not-possible", `${maker.actor} may not send to web hooks any more.`);
  }
  if (recipients.length > 0) {
    if (!settings) return fail("not-possible", "This Rampart has no mail server: see RAMPART_SMTP_URL.");
    const mail = await mailOf(maker, summary, delivery, settings);
    if (!mail.ok) return mail;
    const refused = await post(mail.mail, recipients, settings);
    if (refused) return refused;
  }
  await tellHooks(summary, delivery);
  return { ok: true, sent: recipients.length };
}

async function mailOf(
  maker: Viewer,
  summary: Summary,
  { schedule, now }: Delivery,
  { site }: MailSettings,
): Promise<Result<{ mail: Mail }>> {
  const { sections, hideNames, send } = schedule;
  // Other pseudonyms each time: what is sent later cannot be laid beside it.
  const hide = hideNames ? { key: randomBytes(32), hosts: await readKnownHosts() } : null;
  const seen = reduceSummary(summary, { sections, hide });
  const decided = sections.includes("decisions");
  if (send === "pdf") {
    const bytes = await summaryPdf(seen, { paper: "A4", sections });
    const file = { name: `summary-${summary.at.slice(0, 10)}.pdf`, type: "application/pdf", bytes };
    return { ok: true, mail: summaryMail({ site, summary: seen, link: null, file, decided }) };
  }
  const { mostDays } = await readSharePolicy();
  const { scope, groupId, hostId, query, title, comment, cadence } = schedule;
  const about = { scope, groupId, hostId, query, title, comment, periodDays: periodOf(cadence) };
  const days = Math.min(mostDays, USUAL_SHARE_DAYS);
  const made = await makeShare(maker, { ...about, sections, hideNames, frozen: true, days }, now);
  if (!made.ok) return made;
  const link = { url: `${site}/s/${made.token}`, until: day(made.expiresAt, "UTC") };
  return { ok: true, mail: summaryMail({ site, summary: seen, link, file: null, decided }) };
}

/** Each recipient gets a mail of their own, and does not learn of the others. */
async function post(mail: Mail, recipients: readonly string[], settings: MailSettings) {
  const office = openPost(settings);
  try {
    await office.check();
  } catch {
    return fail("not-possible", "The mail server is not there, or does not let us in.");
  }
  const refused: string[] = [];
  for (const email of recipients) {
    if ((await office.send({ name: "", email }, mail)) !== "sent") refused.push(email);
  }
  return refused.length === 0
    ? null
    : fail("not-possible", `The mail server did not take it for ${list(refused)}.`);
}

async function tellHooks(summary: Summary, { schedule, hookIds, once, now }: Delivery): Promise<void> {
  if (hookIds.length === 0) return;
  const text = [`${schedule.title}:`, scoreWords(summary), changeWords(summary)].filter(Boolean).join(" ");
  const href = withQuery(
    "/summary",
    addressOfRequest({ ...schedule, periodDays: periodOf(schedule.cadence) }),
  );
  await db().hookDelivery.createMany({
    data: hookIds.map((hookId) => ({
      ...{ id: uuid(), hookId, kind: "summary", once, at: new Date(now) },
      body: { at: new Date(now).toISOString(), text, href, host: null },
    })),
    skipDuplicates: true,
  });
  nudge();
}
