import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { agentName } from "@/components/people/agent";
import { kindWords, SECTION_WORDS, STATE_WORDS, viewWords } from "@/components/share/words";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { list, moment, plural } from "@/lib/format";
import { withQuery } from "@/lib/href";
import { reading } from "@/lib/queries/reading";
import { findShare, listShareViews, type ShareItem, type ShareView } from "@/lib/queries/shares";
import { addressOfRequest } from "@/lib/queries/summary/address";
import { revokeShareAction } from "../actions";

export const metadata: Metadata = { title: "Share link" };

export default async function SharePage({ params }: PageProps<"/shares/[id]">) {
  const viewer = await viewerWho("share.manage");
  const { id } = await params;
  const at = await reading();
  const share = viewer && (await findShare(viewer, id, at.now));
  if (!share) notFound();
  const views = await listShareViews(viewer, id);
  return (
    <Page
      title={share.title}
      trail={[{ title: "Share links", href: "/shares" }]}
      facts={`${STATE_WORDS[share.state]} · ${kindWords(share)} · begins with ${share.prefix}`}
      actions={
        <ButtonLink href={withQuery("/summary", addressOfRequest(share))}>The summary as of now</ButtonLink>
      }
    >
      <p className="mt-4 max-w-[68ch] text-ink-2">{sentence(share, at.zone)}</p>
      {share.state === "open" && (
        <div className="mt-4">
          <ActionForm action={revokeShareAction}>
            <ConfirmButton
              {...{ value: share.id, label: "Revoke the link", no: "Keep it", look: "danger" }}
              question={`Revoke the link to ${share.title}?`}
              yes={`Revoke ${share.title}`}
            >
              <p>Whoever has it sees nothing any more, at once. It cannot be opened again.</p>
            </ConfirmButton>
          </ActionForm>
        </div>
      )}
      <Section title="Who came" note={`${plural(share.views, "view")}; networks, not addresses`}>
        {views.length === 0 ? (
          <p className="text-13 text-ink-2">Nobody yet.</p>
        ) : (
          <Views views={views} at={at} />
        )}
      </Section>
    </Page>
  );
}

function sentence(share: ShareItem, zone: string): string {
  const sections = list(share.sections.map((section) => SECTION_WORDS[section].toLowerCase()));
  const parts = [
    `Made by ${share.createdBy} on ${moment(share.createdAt, zone)}`,
    share.revokedAt
      ? `revoked by ${share.revokedBy} on ${moment(share.revokedAt, zone)}`
      : `${share.state === "open" ? "lives until" : "ended on"} ${moment(share.expiresAt, zone)}`,
    `compared over ${plural(share.periodDays, "day")}`,
    sections === "" ? "without details" : `with ${sections}`,
  ];
  return `${parts.join("; ")}.`;
}

function Views({ views, at }: { views: readonly ShareView[]; at: { now: number; zone: string } }) {
  return (
    <Table caption="Who came">
      <thead>
        <tr>
          <Head>When</Head>
          <Head>What</Head>
          <Head>Network</Head>
          <Head className="hidden sm:table-cell">Browser</Head>
        </tr>
      </thead>
      <tbody>
        {views.map((view) => (
          <tr key={view.id}>
            <Cell>
              <Time at={view.at} {...at} />
            </Cell>
            <Cell className={view.kind === "password-wrong" ? "text-failed" : undefined}>
              {viewWords(view.kind)}
            </Cell>
            <Cell>{view.network || "not known"}</Cell>
            <Cell className="hidden sm:table-cell">{agentName(view.agent)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
