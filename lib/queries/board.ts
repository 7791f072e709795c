/** Reads the board: what is open, worked on, said to be fixed, and lately verified. */
import { can, type Viewer } from "@/lib/auth/rights";
import { type Board, type BoardColumn, type Card, type Lane, VERIFIED_DAYS } from "@/lib/board";
import { db, Prisma } from "@/lib/db";
import { type FindingQuery, matching } from "./findings";
import { round } from "./score";

/** Cards in a column. */
export const MOST_CARDS = 50;

const STATES: Record<BoardColumn, readonly string[]> = {
  open: ["open", "reopened"],
  "in-progress": ["in-progress"],
  fixed: ["fixed"],
  verified: ["verified"],
};

interface CardRow extends Omit<Card, "host" | "dueAt"> {
  hostId: string;
  hostName: string;
  dueAt: Date | null;
}

/**
 * @param query of the list of findings; its state, order and place say nothing here
 * @param now milliseconds
 * @returns of each column the costliest cards, of `verified` the latest, and how many there are
 */
export async function readBoard(viewer: Viewer, query: FindingQuery, now: number): Promise<Board> {
  const lane = (column: BoardColumn) => readLane(viewer, { ...query, state: "all" }, column, now);
  const [open, inProgress, fixed, verified] = await Promise.all([
    lane("open"),
    lane("in-progress"),
    lane("fixed"),
    lane("verified"),
  ]);
  return { open, "in-progress": inProgress, fixed, verified };
}

async function readLane(
  viewer: Viewer,
  query: FindingQuery,
  column: BoardColumn,
  now: number,
): Promise<Lane> {
  if (!can(viewer, "finding.read")) return { cards: [], total: 0 };
  const lately =
    column === "verified"
      ? Prisma.sql`and f.closed_at > to_timestamp(${now} / 1000.0) - make_interval(days => ${VERIFIED_DAYS})`
      : Prisma.empty;
  const where = Prisma.sql`f.state = any(${[...STATES[column]]}) ${lately} and ${matching(viewer, query)}`;
  const order = column === "verified" ? Prisma.sql`f.closed_at desc` : Prisma.sql`f.gain desc`;
  const [rows, counted] = await Promise.all([
    db().$queryRaw<CardRow[]>`
      select f.id, f.key as "check", f.title, f.severity, f.state, f.unheard, f.gain, h.id as "hostId",
             h.name as "hostName", u.name as assignee, f.due_at as "dueAt"
        from finding f join host h on h.id = f.host_id left join "user" u on u.id = f.assignee_id
       where ${where} order by ${order}, f.id limit ${MOST_CARDS}`,
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total from finding f where ${where}`,
  ]);
  return { cards: rows.map(cardOf), total: counted[0]?.total ?? 0 };
}

const cardOf = ({ hostId, hostName, dueAt, gain, ...row }: CardRow): Card => ({
  ...row,
  gain: round(gain),
  host: { id: hostId, name: hostName },
  dueAt: dueAt?.toISOString() ?? null,
});
