/** Makes one summary and sends it: as a file or as a link by mail, and as data to web hooks. */
import { randomBytes } from "node:crypto";
import type { Viewer } from "@/lib/auth/rights";
import { makeShare } from "@/lib/commands/make-share";
import { type MailSettings, openPost } from "@/lib/commands/notices/post";
import type { Mail } from "@/lib/exports/mail";
import type { Summary } from "@/lib/exports/summary";
import { summaryMail } from "@/lib/exports/summary-mail";
import { day, list } from "@/lib/format";
import type { ScheduleItem } from "@/lib/queries/schedules";
import { readSharePolicy, USUAL_SHARE_DAYS } from "@/lib/queries/share-policy";
import { readSummary } from "@/lib/queries/summary";
import { readKnownHosts } from "@/lib/queries/summary/known-hosts";
import { reduceSummary } from "@/lib/queries/summary/reduce";
import { summaryPdf } from "@/lib/queries/summary-pdf";
import { type Failure, fail, type Result } from "@/lib/result";
import { periodOf } from "@/lib/schedules";
import { tellHooks } from "./hooks";

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
 * What keeps the mail back does not keep web hooks from being told, nor the other way round.
 * @param maker in whose name it is sent: with what they may see now
 * Errors (returned): `not-found` where there is nothing to sum up any more, `not-possible` where it could not be sent, to all or
 * to some.
 */
export async function deliver(maker: Viewer, delivery: Delivery): Promise<Result<{ sent: number }>> {
  const { schedule, recipients, hookIds, now } = delivery;
  const seen = await readSeen(maker, schedule, now);
  if (!seen) return fail("not-found", "What it is about is not there any more.");
  const faults = [
    recipients.length > 0 ? await mailTo(maker, seen, delivery) : null,
    hookIds.length > 0 ? await tellHooks(maker, seen, delivery) : null,
  ].flatMap((fault) => fault?.text ?? []);
  return faults.length > 0 ? fail("not-possible", faults.join(" ")) : { ok: true, sent: recipients.length };
}

/** The summary as its recipients see it; null where there is nothing of that. */
export async function readSeen(maker: Viewer, schedule: ScheduleItem, now: number): Promise<Summary | null> {
  const { sections, hideNames, cadence } = schedule;
  const summary = await readSummary(maker, { ...schedule, periodDays: periodOf(cadence), now });
  if (!summary) return null;
  // Other pseudonyms each time: what is sent later cannot be laid beside it.
  const hide = hideNames ? { key: randomBytes(32), hosts: await readKnownHosts() } : null;
  return reduceSummary(summary, { sections, hide });
}

async function mailTo(
  maker: Viewer,
  seen: Summary,
  { schedule, recipients, settings, now }: Delivery,
): Promise<Failure | null> {
  if (!settings) return fail("not-possible", "This Rampart has no mail server: see RAMPART_SMTP_URL.");
  const written = await mailOf(maker, seen, { schedule, site: settings.site, now });
  return written.ok ? post(written.mail, recipients, settings) : written;
}

async function mailOf(
  maker: Viewer,
  summary: Summary,
  { schedule, site, now }: { schedule: ScheduleItem; site: string; now: number },
): Promise<Result<{ mail: Mail }>> {
  const { sections, hideNames, send } = schedule;
  const decided = sections.includes("decisions");
  if (send === "pdf") {
    const bytes = await summaryPdf(summary, { paper: "A4", sections });
    const file = { name: `summary-${summary.at.slice(0, 10)}.pdf`, type: "application/pdf", bytes };
    return { ok: true, mail: summaryMail({ site, summary, link: null, file, decided }) };
  }
  const { mostDays } = await readSharePolicy();
  const { scope, groupId, hostId, query, title, comment, cadence } = schedule;
  const about = { scope, groupId, hostId, query, title, comment, periodDays: periodOf(cadence) };
  const days = Math.min(mostDays, USUAL_SHARE_DAYS);
  const made = await makeShare(maker, { ...about, sections, hideNames, frozen: true, days }, now);
  if (!made.ok) return made;
  const link = { url: `${site}/s/${made.token}`, until: day(made.expiresAt, "UTC") };
  return { ok: true, mail: summaryMail({ site, summary, link, file: null, decided }) };
}

/** Each recipient gets a mail of their own, and does not learn of the others. Null: all of them were taken. */
async function post(
  mail: Mail,
  recipients: readonly string[],
  settings: MailSettings,
): Promise<Failure | null> {
  const office = await openPost(settings);
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
