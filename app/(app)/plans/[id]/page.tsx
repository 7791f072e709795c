import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BurnDown } from "@/components/charts/burn-down";
import { EffectTable } from "@/components/plan/effect-table";
import { onHosts, progressWords, STATE_WORDS } from "@/components/plan/words";
import { Lead, Page, Section } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { day, list, plural, score } from "@/lib/format";
import { firstValues } from "@/lib/href";
import { findingQuerySchema, listFindings } from "@/lib/queries/findings";
import { findPlan, type PlanDetail, readPlan } from "@/lib/queries/plans";
import { reading } from "@/lib/queries/reading";
import { listAssignable } from "@/lib/queries/work";
import { Edit } from "./edit";
import { PlanFindings } from "./findings";

export async function generateMetadata({ params }: PageProps<"/plans/[id]">): Promise<Metadata> {
  const plan = await findPlan(await requireViewer(), (await params).id);
  return { title: plan?.title ?? "No such plan" };
}

export default async function PlanPage({ params, searchParams }: PageProps<"/plans/[id]">) {
  const viewer = await requireViewer();
  const { id } = await params;
  const { cursor } = firstValues(await searchParams);
  const at = await reading();
  const plan = await readPlan(viewer, id, at.now);
  if (!plan) notFound();
  const ask = { plan: id, state: "all", sort: "host", limit: 100 };
  const query = findingQuerySchema.catch(findingQuerySchema.parse(ask)).parse({ ...ask, cursor });
  const mayEdit = can(viewer, "plan.edit");
  const [findings, people] = await Promise.all([
    listFindings(viewer, query),
    mayEdit ? listAssignable(viewer) : [],
  ]);
  const { progress, effect, burnDown } = plan;
  return (
    <Page
      title={plan.title}
      trail={[{ title: "Plans", href: "/plans" }]}
      facts={
        <>
          made by {plan.madeBy} on <Time at={plan.createdAt} {...at} as="moment" /> · owner{" "}
          {plan.owner?.name ?? "nobody"} · {plan.dueAt === null ? "no date" : `due ${day(plan.dueAt, "UTC")}`}
        </>
      }
      actions={<Downloads id={id} open={progress.total - progress.closed} />}
    >
      <Lead>
        <Sentence plan={plan} />
      </Lead>
      {plan.goal !== "" && (
        <p className="mt-3 max-w-[68ch] whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">
          {plan.goal}
        </p>
      )}
      <Section title="Burn-down" note="open findings day by day, UTC; dashed: all that are in the plan">
        {burnDown.length > 1 ? (
          <BurnDown days={burnDown} label={`Open findings of ${plan.title}, day by day`} />
        ) : (
          <p className="text-ink-2">It began today: from tomorrow on, its days are drawn here.</p>
        )}
      </Section>
      <Section
        title="Predicted and measured"
        note="points of the fortresses; only reports move what is measured"
      >
        {effect.hosts.length > 0 ? (
          <EffectTable hosts={effect.hosts} />
        ) : (
          <p className="max-w-[68ch] text-ink-2">
            {effect.estimated
              ? "The plan is over more fortresses than are computed one by one: the prediction adds up what each repair is worth alone."
              : "No prediction was made."}
          </p>
        )}
      </Section>
      <PlanFindings plan={plan} findings={findings} offset={query.cursor} mayEdit={mayEdit} {...at} />
      {mayEdit && <Edit plan={plan} people={people} />}
    </Page>
  );
}

function Sentence({ plan: { progress, state, overdue, hosts, effect } }: { plan: PlanDetail }) {
  const { open, inProgress, fixed } = progress;
  const rest = [
    ...(open > 0 ? [`${open} open`] : []),
    ...(inProgress > 0 ? [`${inProgress} in progress`] : []),
    ...(fixed > 0 ? [`${fixed} fixed and waiting for proof`] : []),
  ];
  const { mean } = effect;
  return (
    <>
      <strong className="font-bold text-ink">{progressWords(progress)}</strong> {onHosts(hosts)}
      {rest.length > 0 && `; ${list(rest)}`}
      {overdue && <span className="text-failed">; overdue</span>}
      {state !== "running" && `; ${STATE_WORDS[state]}`}.
      {mean && (
        <>
          {" "}
          Predicted from {score(mean.before)} to {score(mean.predicted)}
          {mean.now !== null && `, measured ${score(mean.now)} now`}.
        </>
      )}
    </>
  );
}

/** Files to take away: what is still open. */
function Downloads({ id, open }: { id: string; open: number }) {
  if (open === 0) return null;
  const address = `/api/v1/plans/${id}/playbook`;
  const look =
    "inline-flex min-h-9 items-center justify-center rounded-md border border-line-strong bg-raised px-3 font-bold text-13 text-ink no-underline hover:bg-sunken";
  return (
    <>
      <a href={address} download className={look} title={`${plural(open, "finding")} still open`}>
        Ansible playbook
      </a>
      <a
        href={`${address}?as=shell`}
        download
        className={look}
        title={`${plural(open, "finding")} still open`}
      >
        Shell runbook
      </a>
    </>
  );
}
