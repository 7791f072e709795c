import clsx from "clsx";
import type { Metadata } from "next";
import { ProgressBar } from "@/components/plan/progress-bar";
import { STATE_WORDS } from "@/components/plan/words";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Cell, Head, Table } from "@/components/ui/table";
import { requireViewer } from "@/lib/auth/request";
import { day, plural, whole } from "@/lib/format";
import { firstValues, withQuery } from "@/lib/href";
import { listPlans, type PlanItem, planQuerySchema } from "@/lib/queries/plans";
import { reading } from "@/lib/queries/reading";

export const metadata: Metadata = { title: "Plans" };

const STATES = [
  ["running", "Running"],
  ["overdue", "Overdue"],
  ["closed", "Closed"],
  ["all", "All"],
] as const;

export default async function PlansPage({ searchParams }: PageProps<"/plans">) {
  const viewer = await requireViewer();
  const query = planQuerySchema.catch(planQuerySchema.parse({})).parse(firstValues(await searchParams));
  const [plans, { zone }] = await Promise.all([listPlans(viewer, query), reading()]);
  const { state, owner, finding } = query;
  const href = (change: Record<string, string | null>) =>
    withQuery("/plans", { state: state === "running" ? null : state, owner, finding, ...change });
  return (
    <Page
      title="Plans"
      facts={plural(plans.total, "plan")}
      actions={
        <ButtonLink href="/what-if" look="primary">
          What if
        </ButtonLink>
      }
    >
      <nav aria-label="Which plans" className="no-print mt-6 mb-4 flex flex-wrap gap-x-5 gap-y-1 text-13">
        {STATES.map(([value, title]) => (
          <Link
            key={value}
            href={href({ state: value === "running" ? null : value })}
            aria-current={state === value ? "page" : undefined}
            className={clsx("link", state === value && "font-bold text-ink")}
          >
            {title}
          </Link>
        ))}
        {viewer.userId !== null && (
          <Link
            href={href({ owner: owner === "me" ? null : "me" })}
            aria-current={owner === "me" ? "true" : undefined}
            className={clsx("link", owner === "me" && "font-bold text-ink")}
          >
            {owner === "me" ? "Mine only" : "Mine"}
          </Link>
        )}
      </nav>
      {plans.total === 0 ? (
        <None state={state} />
      ) : (
        <Table caption="Plans">
          <thead>
            <tr>
              <Head>Plan</Head>
              <Head>Progress</Head>
              <Head>Due</Head>
              <Head className="hidden sm:table-cell">Owner</Head>
              <Head number className="hidden sm:table-cell">
                Fortresses
              </Head>
            </tr>
          </thead>
          <tbody>
            {plans.items.map((plan) => (
              <tr key={plan.id} className="hover:bg-sunken">
                <Cell>
                  <Link href={`/plans/${plan.id}`} className="link [overflow-wrap:anywhere]">
                    {plan.title}
                  </Link>
                </Cell>
                <Cell>
                  <ProgressBar progress={plan.progress} />
                </Cell>
                <Cell>
                  <DueCell plan={plan} zone={zone} />
                </Cell>
                <Cell className="hidden sm:table-cell">
                  {plan.owner?.name ?? <span className="text-ink-3">nobody</span>}
                </Cell>
                <Cell number className="hidden sm:table-cell">
                  {whole(plan.hosts)}
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pager
        total={plans.total}
        limit={query.limit}
        offset={query.cursor}
        what="plans"
        hrefOf={(cursor) => href({ cursor })}
      />
    </Page>
  );
}

function DueCell({ plan: { state, overdue, dueAt, closedAt }, zone }: { plan: PlanItem; zone: string }) {
  if (state !== "running") return <>{`${STATE_WORDS[state]}${closedAt ? `, ${day(closedAt, zone)}` : ""}`}</>;
  if (dueAt === null) return <span className="text-ink-3">no date</span>;
  return (
    <span className={clsx("whitespace-nowrap", overdue && "text-failed")}>
      {overdue ? "overdue since " : ""}
      {/* A day of UTC, whatever the reader's zone. */}
      {day(dueAt, "UTC")}
    </span>
  );
}

function None({ state }: { state: string }) {
  if (state !== "running" && state !== "all") {
    return (
      <Empty title={state === "overdue" ? "No plan is overdue" : "No plan is closed"}>
        <p>
          <Link href="/plans" className="link">
            The running ones
          </Link>
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="There is no plan yet">
      <p>
        A plan bundles findings over many fortresses, follows them until reports prove the repairs, and can be
        taken away as an Ansible playbook. See{" "}
        <Link href="/what-if" className="link">
          what repairs would do
        </Link>{" "}
        and make a plan of it; or press “Plan this” on a weakness, a fortress or a tower.
      </p>
    </Empty>
  );
}
