import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { GuidancePanel } from "@/components/check/guidance";
import { DecideLink } from "@/components/decision/decide-link";
import { DecisionNote } from "@/components/decision/decision-note";
import { Attachments } from "@/components/finding/attachments";
import { CommentForm } from "@/components/finding/comment-form";
import { Comments } from "@/components/finding/comments";
import { Evidence } from "@/components/finding/evidence";
import { standingSentence } from "@/components/finding/standing";
import { WorkForm } from "@/components/finding/work-form";
import { TOWER_NAMES } from "@/components/fortress/types";
import { Link } from "@/components/ui/link";
import { Lead, Page, Section } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can, type Viewer } from "@/lib/auth/rights";
import { guidanceFor } from "@/lib/guidance";
import { firstValues } from "@/lib/href";
import { decisionsAbout } from "@/lib/queries/decisions";
import { type FindingView, findingIdOf, readFinding } from "@/lib/queries/finding";
import { readEvidence } from "@/lib/queries/finding-evidence";
import { findFinding } from "@/lib/queries/findings";
import { findHost, isTower } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { readWorkChoices } from "@/lib/queries/work";
import { removeFileAction } from "../../../../file-actions";
import { commentAction, editCommentAction, removeCommentAction, workAction } from "./actions";
import { Facts } from "./facts";
import { History } from "./history";
import { Plans } from "./plans";
import { Watch } from "./watch";

type Props = PageProps<"/hosts/[id]/findings/[finding]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const finding = await findFinding(await requireViewer(), (await params).finding);
  return { title: finding ? `${finding.title} on ${finding.host.name}` : "No such finding" };
}

/** One finding on one host: what is seen, what to do, who is at it, and all that happened. */
export default async function FindingPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const { id, finding: given } = await params;
  const finding = (await readFinding(viewer, given)) ?? (await elsewhere(viewer, id, given));
  // Fortresses that were merged took their findings along.
  if (finding.host.id !== id) redirect(`/hosts/${finding.host.id}/findings/${finding.id}`);
  const { host, check } = finding;
  const may = {
    work: can(viewer, "finding.work", { hostId: id }),
    edit: can(viewer, "host.edit", { hostId: id }),
  };
  const [at, evidence, decisions, choices, fortress, query] = await Promise.all([
    reading(),
    readEvidence(viewer, finding),
    decisionsAbout(viewer, { host: id, key: check }),
    readWorkChoices(viewer),
    findHost(viewer, id),
    searchParams,
  ]);
  const guidance = guidanceFor(check);
  const tower = isTower(finding.tower) ? finding.tower : null;
  const family = /red hat|rhel|fedora|centos|alma|rocky|oracle|suse/i.test(fortress?.os ?? "")
    ? "redhat"
    : "debian";
  return (
    <Page
      title={finding.title}
      trail={[
        { title: "Fortresses", href: "/hosts" },
        { title: host.name, href: `/hosts/${id}` },
        ...(tower ? [{ title: TOWER_NAMES[tower], href: `/hosts/${id}/${tower}` }] : []),
      ]}
      facts={
        <>
          <code>{check}</code> · {finding.severity} ·{" "}
          <Link href={`/findings/${encodeURIComponent(check)}`} className="link">
            the same on other fortresses
          </Link>
        </>
      }
      actions={
        <>
          {can(viewer, "notice.own") && <Watch finding={finding} />}
          {can(viewer, "decision.propose", { hostId: id }) && <DecideLink about={check} host={id} />}
        </>
      }
    >
      <Lead>{standingSentence(finding)}</Lead>
      <div className="mt-8 grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="order-last min-w-0 lg:order-none">
          <Section title="Evidence" note="what each source says" className="">
            <Evidence words={evidence} {...at} />
          </Section>
          {decisions.length > 0 && (
            <Section title="Decisions" className="mt-8">
              <div className="grid gap-2">
                {decisions.map((decision) => (
                  <DecisionNote key={decision.id} decision={decision} />
                ))}
              </div>
            </Section>
          )}
          <Plans plans={finding.plans} zone={at.zone} />
          <Section title="Comments" id="comments" className="mt-8">
            <Comments
              comments={finding.comments}
              own={may.work ? { edit: editCommentAction, remove: removeCommentAction } : null}
              {...at}
            />
            {may.work && <CommentForm action={commentAction} findingId={finding.id} />}
          </Section>
          <Section title="Files" id="files" note="evidence that people brought" className="mt-8">
            <Attachments
              files={finding.files}
              to={may.work ? `/api/v1/findings/${finding.id}/files` : null}
              remove={removeFileAction}
              mayRemove={({ mine }) => (mine ? may.work : may.edit)}
              {...at}
            />
          </Section>
        </div>
        <div className="grid content-start gap-6">
          <Facts finding={finding} {...at} />
          {may.work && (
            <WorkForm
              action={workAction}
              finding={finding}
              people={choices.people}
              labels={choices.labels.map(({ label }) => label)}
            />
          )}
        </div>
      </div>
      {guidance && (
        <Section title={guidance.repair} note={guidance.title}>
          <div className="mt-4">
            <GuidancePanel guidance={guidance} family={family} id="guidance" />
          </div>
        </Section>
      )}
      <History entries={finding.history} order={firstValues(query).order ?? ""} {...at} />
    </Page>
  );
}

/** A finding that is named by its key on this host, as links from evidence do. */
async function elsewhere(viewer: Viewer, hostId: string, given: string): Promise<FindingView> {
  const found = await findingIdOf(viewer, hostId, decoded(given));
  if (!found) notFound();
  redirect(`/hosts/${hostId}/findings/${found}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
