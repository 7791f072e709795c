/** Reads what else stands before one person: acts that can be undone, and proposals that wait for an answer. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { readDecisionPolicy } from "./decision-policy";
import { whyNotAnswer } from "./decision-rights";
import { type DecisionItem, decisionQuerySchema, listDecisions } from "./decisions";

const DAY = 86_400_000;
/** How far back one's own acts are shown. */
const RECENT_DAYS = 7;
const MOST = 50;

export interface OwnChange {
  id: string;
  at: string;
  count: number;
  undone: boolean;
  change: WorkSaid;
}

/** What an act said of findings; what it did not speak of is left out. */
interface WorkSaid {
  state?: string;
  /** A name; null: nobody. */
  assignee?: string | null;
  /** A day; null: by the service level. */
  due?: string | null;
  addLabels?: string[];
  removeLabels?: string[];
}

/** What the viewer changed in the last week, the latest first: it can be undone. */
export async function listOwnChanges(viewer: Viewer, now: number): Promise<OwnChange[]> {
  const { userId } = viewer;
  if (userId === null) return [];
  const rows = await db().bulkChange.findMany({
    where: { userId, at: { gt: new Date(now - RECENT_DAYS * DAY) } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 10,
    select: { id: true, at: true, count: true, undoneAt: true, change: true },
  });
  // As `workOnFindings` wrote it.
  const changes = rows.map(({ change }) => change as WorkSaid);
  const people = await db().user.findMany({
    where: { id: { in: changes.flatMap(({ assignee }) => assignee ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map(({ id, at, count, undoneAt }, i) => {
    const { assignee, ...rest } = changes[i] ?? {};
    const named = assignee ? (names.get(assignee) ?? "somebody who is gone") : assignee;
    const change = named === undefined ? rest : { ...rest, assignee: named };
    return { id, at: at.toISOString(), count, undone: undoneAt !== null, change };
  });
}

/** Proposals that the viewer may answer, the one that ends first first. */
export async function listAnswerable(viewer: Viewer, now: number): Promise<DecisionItem[]> {
  if (!can(viewer, "decision.approve")) return [];
  const query = decisionQuerySchema.parse({ state: "proposed", sort: "end", limit: MOST });
  const [{ items }, policy] = await Promise.all([listDecisions(viewer, query, now), readDecisionPolicy()]);
  const rows = await db().decision.findMany({
    where: { id: { in: items.map(({ id }) => id) } },
    include: { hosts: { select: { hostId: true } } },
  });
  const answerable = new Set(
    rows.flatMap(({ hosts, ...row }) => {
      const decided = { ...row, hostIds: hosts.map(({ hostId }) => hostId) };
      return whyNotAnswer(viewer, decided, policy, now) === null ? [row.id] : [];
    }),
  );
  return items.filter(({ id }) => answerable.has(id));
}
