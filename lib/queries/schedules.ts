/** Reads which summaries are sent by themselves, to whom and when, and what became of the last times. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db, type Prisma } from "@/lib/db";
import { SUMMARY_SECTIONS, type SummarySection } from "@/lib/exports/summary";
import { CADENCES, type Cadence } from "@/lib/schedules";
import { SUMMARY_SCOPES, type SummaryScope } from "./summary/scope";

export const SENDINGS = ["pdf", "link"] as const;
type Sending = (typeof SENDINGS)[number];

interface ScheduleRunItem {
  dueAt: string;
  at: string;
  state: "sending" | "sent" | "failed";
  error: string | null;
}

export interface ScheduleItem {
  id: string;
  title: string;
  scope: SummaryScope;
  groupId: string | null;
  hostId: string | null;
  query: string | null;
  comment: string;
  sections: SummarySection[];
  hideNames: boolean;
  cadence: Cadence;
  day: number;
  hour: number;
  /** Whose clock shows that hour: an IANA name. */
  zone: string;
  recipients: string[];
  /** Web hooks that are told of it. */
  hooks: { id: string; name: string }[];
  send: Sending;
  pausedAt: string | null;
  /** Why Rampart itself paused it, in a sentence; null: a person did, or it is not paused. */
  pausedWhy: string | null;
  nextAt: string;
  createdAt: string;
  createdBy: string;
  /** The latest first. */
  runs: ScheduleRunItem[];
}

const SHOWN = 5;

/** A viewer who is bound to hosts sees what is about one of them alone. */
const seen = (viewer: Viewer): Prisma.ScheduleWhereInput =>
  viewer.hosts === null ? {} : { scope: "host", hostId: { in: [...viewer.hosts] } };

/** Those that are sent next come first. */
export async function listSchedules(viewer: Viewer): Promise<ScheduleItem[]> {
  if (!can(viewer, "share.manage")) return [];
  return read(seen(viewer));
}

/** Null where there is none that this viewer may see. */
export async function findSchedule(viewer: Viewer, id: string): Promise<ScheduleItem | null> {
  if (!can(viewer, "share.manage") || !z.uuid().safeParse(id).success) return null;
  const [one] = await read({ AND: [{ id }, seen(viewer)] });
  return one ?? null;
}

async function read(where: Prisma.ScheduleWhereInput): Promise<ScheduleItem[]> {
  const rows = await db().schedule.findMany({
    where,
    orderBy: [{ pausedAt: { sort: "desc", nulls: "first" } }, { nextAt: "asc" }, { id: "asc" }],
    include: { runs: { orderBy: [{ at: "desc" }, { id: "desc" }], take: SHOWN } },
  });
  const hooks = await db().webHook.findMany({
    where: { id: { in: rows.flatMap(({ hookIds }) => hookIds) } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  return rows.map((row) => ({
    ...{ id: row.id, title: row.title, groupId: row.groupId, hostId: row.hostId, query: row.query },
    ...{ comment: row.comment, hideNames: row.hideNames, day: row.day, hour: row.hour, zone: row.zone },
    scope: SUMMARY_SCOPES.find((scope) => scope === row.scope) ?? "fleet",
    sections: SUMMARY_SECTIONS.filter((section) => row.sections.includes(section)),
    cadence: CADENCES.find((cadence) => cadence === row.cadence) ?? "weekly",
    send: SENDINGS.find((send) => send === row.send) ?? "pdf",
    recipients: row.recipients,
    hooks: hooks.filter(({ id }) => row.hookIds.includes(id)),
    pausedAt: row.pausedAt?.toISOString() ?? null,
    pausedWhy: row.pausedWhy,
    nextAt: row.nextAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.actor,
    runs: row.runs.map(({ dueAt, at, state, error }) => ({
      dueAt: dueAt.toISOString(),
      at: at.toISOString(),
      state: state === "sent" || state === "failed" ? state : "sending",
      error,
    })),
  }));
}
