import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Lead, Page } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { list, plural } from "@/lib/format";
import { type Assigned, listAwaited, listWatched, readAssigned } from "@/lib/queries/my-work";
import { listAnswerable, listOwnChanges } from "@/lib/queries/own-acts";
import { listPlans, planQuerySchema } from "@/lib/queries/plans";
import { reading } from "@/lib/queries/reading";
import { countUnassigned } from "@/lib/queries/work";
import { AssignedLists } from "./assigned";
import { AnswerList, ChangeList, PlanList } from "./duties";
import { AwaitedList, WatchedList } from "./followed";

export const metadata: Metadata = { title: "My work" };

/** What is one person's: by due date, waiting for proof, watched, planned, to be answered. */
export default async function WorkPage() {
  const viewer = await requireViewer();
  const at = await reading();
  const [assigned, awaited, watched, plans, proposals, changes, free] = await Promise.all([
    readAssigned(viewer, at.now),
    listAwaited(viewer),
    listWatched(viewer),
    listPlans(viewer, planQuerySchema.parse({ owner: "me" })),
    listAnswerable(viewer, at.now),
    listOwnChanges(viewer, at.now),
    // Whose work it is to give work.
    can(viewer, "host.edit") ? countUnassigned(viewer) : { critical: 0, high: 0 },
  ]);
  const none = [
    ...Object.values(sizesOf(assigned)),
    awaited.total,
    watched.length,
    plans.total,
    proposals.length,
  ];
  return (
    <Page
      title="My work"
      actions={
        <>
          <ButtonLink href="/board?assignee=me">My board</ButtonLink>
          <ButtonLink href="/findings?by=host&assignee=me&sort=due">My findings as a list</ButtonLink>
        </>
      }
    >
      {none.every((count) => count === 0) ? (
        <Empty title="Nothing is yours">
          <p>
            Work comes here when somebody assigns a finding to you, and when you take one yourself: choose
            findings in the{" "}
            <Link href="/findings?by=host&assignee=none" className="link">
              list of those that are nobody's
            </Link>
            , or open one and say that it is yours. What you watch, and plans of yours, stand here too.
          </p>
        </Empty>
      ) : (
        <Lead>{leadOf(assigned)}</Lead>
      )}
      <Unassigned {...free} />
      <AnswerList items={proposals} />
      <AssignedLists assigned={assigned} {...at} />
      <AwaitedList {...awaited} {...at} />
      <PlanList items={plans.items} {...at} />
      <WatchedList items={watched} {...at} />
      <ChangeList items={changes} {...at} />
    </Page>
  );
}

const sizesOf = ({ overdue, week, later, undated }: Assigned) => ({
  overdue: overdue.length,
  week: week.length,
  rest: later.length + undated.length,
});

function leadOf(assigned: Assigned): string {
  const { overdue, week, rest } = sizesOf(assigned);
  const all = overdue + week + rest + assigned.more;
  if (all === 0) return "No open finding is assigned to you.";
  const parts = [
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(week > 0 ? [`${week} due this week`] : []),
  ];
  const urgent = parts.length === 0 ? "none due this week" : list(parts);
  return `${plural(all, "open finding is", "open findings are")} yours: ${urgent}.`;
}

/** For those who give work: the worst that is nobody's. */
function Unassigned({ critical, high }: { critical: number; high: number }) {
  const links = (
    [
      ["critical", critical],
      ["high", high],
    ] as const
  ).filter(([, count]) => count > 0);
  if (links.length === 0) return null;
  return (
    <p className="mt-4 border-failed border-l-2 px-3 py-1.5 text-13 text-ink-2">
      Nobody's:{" "}
      {links.map(([severity, count], i) => (
        <span key={severity}>
          {i > 0 && " and "}
          <Link href={`/findings?by=host&assignee=none&severity=${severity}&sort=due`} className="link">
            {plural(count, `${severity} finding`)}
          </Link>
        </span>
      ))}
      .
    </p>
  );
}
