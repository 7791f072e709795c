import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { agentName } from "@/components/people/agent";
import { ReaderView } from "@/components/share/reader-view";
import { ShareFacts } from "@/components/share/share-facts";
import { foldViews } from "@/components/share/views";
import { kindWords, STATE_WORDS, viewWords } from "@/components/share/words";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { moment, plural } from "@/lib/format";
import { withQuery } from "@/lib/href";
import { openManagedShare, readShared } from "@/lib/queries/open-share";
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
  const [views, open] = await Promise.all([listShareViews(viewer, id), openManagedShare(viewer, id, at.now)]);
  const summary = open && (await readShared(open, at.now));
  return (
    <Page
      title={share.title}
      trail={[{ title: "Share links", href: "/shares" }]}
      facts={`${STATE_WORDS[share.state]} · ${kindWords(share)} · begins with ${share.prefix}`}
      actions={
        <ButtonLink href={withQuery("/summary", addressOfRequest(share))}>The summary as of now</ButtonLink>
      }
    >
      <div className="mt-6">
        <ShareFacts {...{ ...share, frozen: share.frozenAt !== null, more: linesOf(share, at.zone) }} />
      </div>
      {share.state === "open" && (
        <div className="mt-6">
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
          <p className="text-13 text-ink-2">{share.state === "open" ? "Nobody yet." : "Nobody came."}</p>
        ) : (
          <Views views={views} at={at} />
        )}
      </Section>
      {summary && (
        <Section title="What the reader sees" note={open.frozenAt ? undefined : "as of now"}>
          <div className="sm-frame">
            <ReaderView
              {...{ summary, sections: open.sections, hideNames: open.hideNames, watermark: open.watermark }}
              {...{ frozen: open.frozenAt !== null, until: open.expiresAt, preview: true }}
              pdf={open.pdf && { paper: open.pdf, href: null }}
            />
          </div>
        </Section>
      )}
    </Page>
  );
}

function linesOf(share: ShareItem, zone: string): [string, string][] {
  const { createdAt, createdBy, expiresAt, revokedAt, revokedBy, state, periodDays } = share;
  const end: [string, string] = revokedAt
    ? ["Revoked", `${moment(revokedAt, zone)}, by ${revokedBy}`]
    : [state === "open" ? "Ends" : "Ended", moment(expiresAt, zone)];
  return [
    ["Made", `${moment(createdAt, zone)}, by ${createdBy}`],
    end,
    ["Compared over", plural(periodDays, "day")],
  ];
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
        {foldViews(views).map((view) => (
          <tr key={view.id}>
            <Cell>
              <Time at={view.at} {...at} />
            </Cell>
            <Cell className={view.kind === "password-wrong" ? "text-failed" : undefined}>
              {viewWords(view.kind)}
              {view.times > 1 && `, ${view.times} times`}
            </Cell>
            <Cell>
              {view.network || "not known"}
              <span className="block text-12 text-ink-3 sm:hidden">{agentName(view.agent)}</span>
            </Cell>
            <Cell className="hidden sm:table-cell">{agentName(view.agent)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
