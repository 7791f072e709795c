import clsx from "clsx";
import type { Metadata } from "next";
import { DecisionNote } from "@/components/decision/decision-note";
import { dayWords, TREATMENT_WORDS } from "@/components/decision/words";
import { Link } from "@/components/ui/link";
import { Empty, Page, Section } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { latestDay, mostDaysOf, needsApproval } from "@/lib/fortress/decision-rules";
import { TREATMENTS } from "@/lib/fortress/posture";
import { firstValues, withQuery } from "@/lib/href";
import { decisionChoices } from "@/lib/queries/decision-choices";
import { readDecisionPolicy } from "@/lib/queries/decision-policy";
import { decisionsAbout } from "@/lib/queries/decisions";
import { findHost } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { ProposalForm } from "./proposal-form";

export const metadata: Metadata = { title: "Decide about a risk" };

/** The form of a proposal: `?key=` names the risk, `host` is chosen to begin with, `treatment` what is decided. */
export default async function NewDecisionPage({ searchParams }: PageProps<"/decisions/new">) {
  const viewer = await requireViewer();
  const { key = "", host: hostId = "", treatment: asked = "" } = firstValues(await searchParams);
  const host = hostId === "" ? null : await findHost(viewer, hostId);
  const [at, choices, policy] = await Promise.all([
    reading(),
    key === "" ? null : decisionChoices(viewer, key, host?.id),
    readDecisionPolicy(),
  ]);
  const trail = [{ title: "Decisions", href: "/decisions" }];
  if (!choices) {
    return (
      <Page title="Decide about a risk" trail={trail}>
        {can(viewer, "decision.propose") ? (
          <Empty title={key === "" ? "Which risk?" : "Nothing of this is open"}>
            <p>
              Open a <Link href="/findings">finding</Link> or a measure of a{" "}
              <Link href="/hosts">fortress</Link> and choose Decide there.
            </p>
          </Empty>
        ) : (
          <Empty title="Decisions are proposed by analysts and managers">
            <p>You can read them in the register.</p>
          </Empty>
        )}
      </Page>
    );
  }
  const treatment = TREATMENTS.find((one) => one === asked) ?? "accept";
  const { title, severity } = choices;
  const before = await decisionsAbout(viewer, { key, ...(host && { host: host.id }) }, at.now);
  const alone = can(viewer, "decision.approve") && !needsApproval(policy, severity);
  const latest = latestDay(policy, severity, at.now);
  return (
    <Page
      title={`Decide: ${title}`}
      trail={trail}
      facts={
        <>
          {severity} · <code className="[overflow-wrap:anywhere]">{key}</code> ·{" "}
          {`at most ${mostDaysOf(policy, severity)} days, until ${dayWords(latest)}`} ·{" "}
          {alone ? "holds at once" : "waits for the approval of another person"}
        </>
      }
    >
      <nav aria-label="What to do with the risk" className="mt-6 grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {TREATMENTS.map((one) => (
          <Link
            key={one}
            href={withQuery("/decisions/new", { key, host: host?.id, treatment: one })}
            keepScroll
            aria-current={one === treatment ? "true" : undefined}
            className={clsx(
              "rounded-md border p-3 hover:bg-sunken",
              one === treatment ? "border-ink bg-sunken" : "border-line-strong",
            )}
          >
            <span className="block font-bold">
              {TREATMENT_WORDS[one].verb}
              {one === treatment && <span className="font-normal text-12 text-ink-3"> · chosen</span>}
            </span>
            <span className="mt-1 block text-12 text-ink-2">{TREATMENT_WORDS[one].what}</span>
          </Link>
        ))}
      </nav>
      {before.length > 0 && (
        <Section title="Decided already" className="mt-8">
          <div className="grid gap-2">
            {before.map((decision) => (
              <DecisionNote key={decision.id} decision={decision} />
            ))}
          </div>
        </Section>
      )}
      <ProposalForm
        about={key}
        treatment={treatment}
        choices={choices}
        host={host?.id ?? null}
        viewerId={viewer.userId}
        latest={latest}
        alone={alone}
        now={at.now}
      />
    </Page>
  );
}
