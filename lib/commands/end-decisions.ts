/** Ends decisions whose last day has passed, and tells people before it comes. */
import { audit } from "@/lib/auth/audit";
import { db, type Tx } from "@/lib/db";
import { WARNING_DAYS, warningDue } from "@/lib/fortress/decision-rules";
import { affectedHosts } from "./decisions/subject";
import { concerned, enterHistory, inWords, type Told, tellPeople } from "./decisions/told";
import { rescoreHosts } from "./rescore-hosts";

const DAY = 86_400_000;
const CLOCK = { userId: null, actor: "its end" };

/**
 * Run it at least daily; several instances may do so at once. Nothing is told twice.
 * @param now milliseconds
 * @returns how many decisions and proposals it ended
 */
export async function endDecisions(now = Date.now()): Promise<number> {
  await warn(now);
  const due = await db().decision.findMany({
    where: { state: { in: ["proposed", "approved"] }, untilAt: { lte: new Date(now) } },
    orderBy: [{ untilAt: "asc" }, { id: "asc" }],
  });
  let ended = 0;
  const hosts = new Set<string>();
  for (const decision of due) {
    const gone = await db().$transaction((tx) => end(tx, decision, now));
    if (!gone) continue;
    ended++;
    for (const host of gone) hosts.add(host);
  }
  await rescoreHosts([...hosts], now);
  return ended;
}

/** @returns the hosts where the risk counts again; null where somebody else was faster */
async function end(tx: Tx, decision: Told & { state: string }, now: number): Promise<string[] | null> {
  const { id, state, title, untilAt } = decision;
  const { count } = await tx.decision.updateMany({
    where: { id, state },
    data: { state: "ended", endedAt: untilAt },
  });
  if (count === 0) return null;
  await audit(CLOCK, { action: "decision.ended", target: id, data: { title } }, tx);
  const answered = state === "approved";
  await tellPeople(tx, decision, {
    kind: "decision-ended",
    to: concerned(decision, null),
    text: answered
      ? `Ended, the risk counts again: ${inWords(decision)}`
      : `Ended before anybody answered: ${inWords(decision)}`,
    once: `decision-ended:${id}`,
    at: now,
  });
  if (!answered) return [];
  const hosts = await affectedHosts(tx, id);
  const reason = "its last day has passed";
  await enterHistory(tx, decision, hosts, { kind: "undecided", by: CLOCK, reason, at: untilAt.getTime() });
  return hosts;
}

async function warn(now: number): Promise<void> {
  const soon = await db().decision.findMany({
    where: { state: "approved", untilAt: { gt: new Date(now), lte: new Date(now + WARNING_DAYS[0] * DAY) } },
  });
  for (const decision of soon) {
    const from = decision.fromAt?.getTime() ?? now;
    const days = warningDue({ from, until: decision.untilAt.getTime() }, now);
    if (days === null) continue;
    await db().$transaction((tx) =>
      tellPeople(tx, decision, {
        kind: "decision-ending",
        to: concerned(decision, null),
        text: `Ends within ${days} days: ${inWords(decision)}`,
        once: `decision-ending:${decision.id}:${days}`,
        at: now,
      }),
    );
  }
}
