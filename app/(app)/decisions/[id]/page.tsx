import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  dayWords,
  STATE_WORDS,
  scopeWords,
  standingWords,
  TREATMENT_WORDS,
} from "@/components/decision/words";
import { Attachments } from "@/components/finding/attachments";
import { stateWords } from "@/components/finding/states";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Lead, Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural } from "@/lib/format";
import { withQuery } from "@/lib/href";
import {
  type DecisionDetail,
  decidedHosts,
  decisionRights,
  readDecision,
} from "@/lib/queries/decision-detail";
import { findDecision } from "@/lib/queries/decisions";
import { reading } from "@/lib/queries/reading";
import { removeFileAction } from "../../file-actions";
import { Actions } from "./answers";
import { Terms } from "./terms";

export async function generateMetadata({ params }: PageProps<"/decisions/[id]">): Promise<Metadata> {
  const decision = await findDecision(await requireViewer(), (await params).id);
  return {
    title: decision ? `${TREATMENT_WORDS[decision.treatment].verb}: ${decision.title}` : "No such decision",
  };
}

const MOST_HOSTS = 100;

const STEP_WORDS: Record<string, string> = {
  "decision.proposed": "proposed",
  "decision.approved": "approved",
  "decision.refused": "refused",
  "decision.withdrawn": "withdrawn",
  "decision.ended": "ended",
  "decision.control-counted": "control shown",
};

export default async function DecisionPage({ params }: PageProps<"/decisions/[id]">) {
  const viewer = await requireViewer();
  const [decision, at] = await Promise.all([readDecision(viewer, (await params).id), reading()]);
  if (!decision) notFound();
  const [rights, hosts] = await Promise.all([
    decisionRights(viewer, decision, at.now),
    decidedHosts(viewer, decision, MOST_HOSTS),
  ]);
  const { id, key, title, treatment, severity, state, files, history, hostCount } = decision;
  const isMeasure = key.startsWith("measure:");
  const stands = state === "approved" || state === "proposed";
  const mayBring = stands && can(viewer, "decision.propose");
  return (
    <Page
      title={`${TREATMENT_WORDS[treatment].verb}: ${title}`}
      trail={[{ title: "Decisions", href: "/decisions" }]}
      actions={
        can(viewer, "decision.propose") && (
          <ButtonLink href={withQuery("/decisions/new", { key, treatment })}>
            {stands ? "Decide anew" : "Decide again"}
          </ButtonLink>
        )
      }
      facts={
        <>
          {severity} ·{" "}
          {isMeasure ? (
            <code>{key}</code>
          ) : (
            <Link href={`/findings/${encodeURIComponent(key)}`} className="link">
              <code className="[overflow-wrap:anywhere]">{key}</code>
            </Link>
          )}{" "}
          · {scopeWords(decision)}
        </>
      }
    >
      <Lead>{sentenceOf(decision)}</Lead>
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
        <Terms decision={decision} {...at} />
        <Actions decision={decision} rights={rights} />
      </div>
      <Section
        title="Evidence"
        id="evidence"
        note={files.length > 0 ? plural(files.length, "file") : undefined}
      >
        <Attachments
          files={files}
          to={mayBring ? `/api/v1/decisions/${id}/files` : null}
          remove={removeFileAction}
          // What is in force rests on its files.
          mayRemove={({ mine }) =>
            mayBring && state !== "approved" && (mine || can(viewer, "decision.approve"))
          }
          {...at}
        />
      </Section>
      <Section title="Where" note={plural(hostCount, "fortress", "fortresses")}>
        <Table caption="Fortresses that it is about">
          <thead>
            <tr>
              <Head>Fortress</Head>
              {!isMeasure && <Head>The finding there</Head>}
            </tr>
          </thead>
          <tbody>
            {hosts.map(({ id: hostId, name, finding }) => (
              <tr key={hostId}>
                <Cell>
                  <Link href={`/hosts/${hostId}`} className="link [overflow-wrap:anywhere]">
                    {name}
                  </Link>
                </Cell>
                {!isMeasure && (
                  <Cell>
                    {finding ? (
                      <Link href={`/hosts/${hostId}/findings/${finding.id}`} className="link">
                        {stateWords(finding.state)}
                      </Link>
                    ) : (
                      <span className="text-ink-3">none</span>
                    )}
                  </Cell>
                )}
              </tr>
            ))}
          </tbody>
        </Table>
        {hostCount > hosts.length && (
          <p className="mt-2 text-12 text-ink-3">
            The first {hosts.length} of {hostCount}, those with the finding first.
          </p>
        )}
      </Section>
      <Section title="History">
        <ol className="text-13">
          {history.map((step) => (
            <li key={step.id} className="flex flex-wrap items-baseline gap-x-3 border-line border-b py-1.5">
              <span className="text-12 text-ink-3">
                <Time at={step.at} {...at} as="moment" />
              </span>
              <span className="font-bold">{STEP_WORDS[step.action] ?? step.action}</span>
              <span className="min-w-0 [overflow-wrap:anywhere]">
                by {step.actor}
                {step.reason && `: ${step.reason}`}
              </span>
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  );
}

function sentenceOf(decision: DecisionDetail) {
  const { state, lastDay, treatment, decidedBy, endedBy, compensated } = decision;
  const strong = (text: string) => <strong className="font-bold text-ink">{text}</strong>;
  if (state === "proposed") {
    return <>{strong("It waits for an answer")}; until then the risk counts as before.</>;
  }
  if (state === "refused") return <>{strong(`Refused by ${decidedBy}`)}; the risk counts as before.</>;
  if (state === "withdrawn") return <>{strong(`Withdrawn by ${endedBy}`)}; the risk counts.</>;
  if (state === "ended") {
    return (
      <>
        {strong(`Ended by itself after ${dayWords(lastDay)}`)}
        {decision.fromAt ? "; the risk counts again." : "; nobody had answered it."}
      </>
    );
  }
  const holds = strong(`It ${STATE_WORDS.approved} until ${dayWords(lastDay)}`);
  if (treatment === "avoid") {
    return decision.carriedOut ? (
      <>{holds}, and reports show that it is carried out.</>
    ) : (
      <>
        {holds}, but it is <span className="text-failed">{standingWords(decision)}</span>: no report shows it
        yet, so it earns nothing.
      </>
    );
  }
  if (treatment === "reduce") {
    return compensated ? (
      <>{holds}; its control earns half of what the repair would, in the managed score.</>
    ) : (
      <>{holds}; it earns nothing until evidence shows its control.</>
    );
  }
  return <>{holds}; until then it is left out of the managed score. What is measured stays.</>;
}
