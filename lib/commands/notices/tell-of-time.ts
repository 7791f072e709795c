/** Tells what came with time alone: findings past their date, and hosts that have gone silent. */
import { db, type Tx } from "@/lib/db";
import { DAY } from "@/lib/fortress/days";
import { withQuery } from "@/lib/href";
import { overseers } from "@/lib/queries/audience";
import { isOpenSql } from "@/lib/queries/findings";
import { SILENT_DAYS } from "@/lib/queries/hosts";
import { type News, tell } from "./tell";

/** Until when it has been told. */
const TOLD = "notices.told-until";
/** More hosts than this at once are told in one line. */
const MOST_HOSTS = 10;

/**
 * Tells what came to be since it was told last, however long ago that was. The first time tells nothing: what is so
 * already is on the pages. Several instances may do it at once: one of them tells.
 * @param now milliseconds
 */
export async function tellOfTime(now = Date.now()): Promise<void> {
  const until = new Date(now).toISOString();
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`
      insert into setting (key, value) values (${TOLD}, to_jsonb(${until}::text)) on conflict (key) do nothing`;
    const [told] = await tx.$queryRaw<{ since: string }[]>`
      select value #>> '{}' as since from setting where key = ${TOLD} for update`;
    const since = told ? Date.parse(told.since) : now;
    if (since >= now) return;
    const wide = await overseers(tx);
    await tell(tx, [
      ...(await overdueNews(tx, wide, since, now)),
      ...(await silentNews(tx, wide, since, now)),
    ]);
    await tx.$executeRaw`update setting set value = to_jsonb(${until}::text) where key = ${TOLD}`;
  });
}

/** Findings of one person, or of nobody: how many, and one of them. */
interface Overdue {
  /** Null: nobody who could see to it. */
  userId: string | null;
  count: number;
  id: string;
  title: string;
  hostId: string;
  host: string;
}

/** One line for each person: of what is theirs, and for those who oversee also of what is nobody's. */
async function overdueNews(tx: Tx, wide: readonly string[], since: number, now: number): Promise<News[]> {
  const rows = await tx.$queryRaw<Overdue[]>`
    select u.id as "userId", count(*)::int as count, (array_agg(f.id order by f.due_at, f.id))[1] as id,
           (array_agg(f.title order by f.due_at, f.id))[1] as title,
           (array_agg(h.id order by f.due_at, f.id))[1] as "hostId",
           (array_agg(h.name order by f.due_at, f.id))[1] as host
      from finding f join host h on h.id = f.host_id
      left join "user" u on u.id = f.assignee_id and u.disabled_at is null
     where f.due_at > to_timestamp(${since} / 1000.0) and f.due_at <= to_timestamp(${now} / 1000.0) and ${isOpenSql}
     group by u.id`;
  const nobodys = rows.find(({ userId }) => userId === null);
  const people = new Set([...rows.flatMap(({ userId }) => userId ?? []), ...(nobodys ? wide : [])]);
  const news = (userIds: string[], parts: readonly Overdue[], assignee: string | null): News[] => {
    const [first] = parts;
    if (!first) return [];
    const count = parts.reduce((sum, part) => sum + part.count, 0);
    return [
      {
        kind: "overdue",
        userIds,
        hostId: count === 1 ? first.hostId : null,
        text:
          count === 1
            ? `Past its date on ${first.host}: ${first.title}`
            : `${count} findings are past their date`,
        href:
          count === 1
            ? `/hosts/${first.hostId}/findings/${first.id}`
            : withQuery("/findings", { due: "overdue", assignee, sort: "due" }),
        once: `overdue:${new Date(now).toISOString()}`,
        at: now,
      },
    ];
  };
  const theirs = [...people].flatMap((person) => {
    const own = rows.filter(({ userId }) => userId === person || (userId === null && wide.includes(person)));
    return news([person], own, own.every(({ userId }) => userId === person) ? "me" : null);
  });
  // Web hooks hear of all of them, in one line.
  return [...news([], rows, null), ...theirs];
}

async function silentNews(tx: Tx, wide: string[], since: number, now: number): Promise<News[]> {
  const limit = SILENT_DAYS * DAY;
  const hosts = await tx.$queryRaw<{ id: string; name: string; last: Date }[]>`
    select id, name, last_evidence_at as last from host
     where last_evidence_at > to_timestamp(${since - limit} / 1000.0)
       and last_evidence_at <= to_timestamp(${now - limit} / 1000.0) order by name`;
  const common = { kind: "host-silent" as const, userIds: wide, at: now };
  if (hosts.length > MOST_HOSTS) {
    return [
      {
        ...common,
        hostId: null,
        text: `${hosts.length} fortresses have not reported for ${SILENT_DAYS} days`,
        href: "/hosts?silent=1",
        once: `host-silent:${new Date(now).toISOString()}`,
      },
    ];
  }
  return hosts.map(({ id, name, last }) => ({
    ...common,
    hostId: id,
    text: `${name} has not reported for ${SILENT_DAYS} days`,
    href: `/hosts/${id}/evidence`,
    once: `host-silent:${id}:${last.toISOString()}`,
  }));
}
