import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { kindWords, STATE_WORDS } from "@/components/share/words";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Field } from "@/components/ui/form";
import { Empty, Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { day, plural, whole } from "@/lib/format";
import { reading } from "@/lib/queries/reading";
import { readSharePolicy, type SharePolicy } from "@/lib/queries/share-policy";
import { listShares, type ShareItem } from "@/lib/queries/shares";
import { revokeShareAction, sharePolicyAction } from "./actions";

export const metadata: Metadata = { title: "Share links" };

export default async function SharesPage() {
  const viewer = await viewerWho("share.manage");
  if (!viewer) notFound();
  const at = await reading();
  const [shares, policy] = await Promise.all([listShares(viewer, at.now), readSharePolicy()]);
  const open = shares.filter(({ state }) => state === "open").length;
  return (
    <Page
      title="Share links"
      facts={`${plural(open, "open link")} · summaries for people without an account`}
      actions={
        <ButtonLink href="/shares/new" look="primary">
          New share link
        </ButtonLink>
      }
    >
      {shares.length === 0 ? (
        <Empty title="Nothing is shared yet">
          <p>
            A summary for a board or a customer: choose what it shows and for how long with “New share link”,
            or open a <Link href="/summary">summary</Link> and share it from there.
          </p>
        </Empty>
      ) : (
        <div className="mt-6">
          <Shares shares={shares} at={at} />
        </div>
      )}
      {can(viewer, "policy.edit") && viewer.hosts === null && <Policy policy={policy} />}
    </Page>
  );
}

function Shares({ shares, at }: { shares: readonly ShareItem[]; at: { now: number; zone: string } }) {
  return (
    <ActionForm action={revokeShareAction} answers="above">
      <Table caption="Share links">
        <thead>
          <tr>
            <Head>Summary</Head>
            <Head>State</Head>
            <Head number>Views</Head>
            <Head className="hidden sm:table-cell">Last view</Head>
            <Head className="hidden sm:table-cell">Made</Head>
            <Head className="relative">
              <span className="sr-only">Revoke</span>
            </Head>
          </tr>
        </thead>
        <tbody>
          {shares.map((share) => (
            <tr key={share.id} className="hover:bg-sunken">
              <Cell className="min-w-40 [overflow-wrap:anywhere]">
                <Link href={`/shares/${share.id}`} prefetch={false} className="link font-bold">
                  {share.title}
                </Link>
                <span className="block text-12 text-ink-3">{kindWords(share)}</span>
              </Cell>
              <Cell className={share.state === "open" ? undefined : "text-ink-3"}>
                {STATE_WORDS[share.state]}
                {share.state === "open" && (
                  <span className="block text-12 text-ink-3">until {day(share.expiresAt, at.zone)}</span>
                )}
              </Cell>
              <Cell number>{whole(share.views)}</Cell>
              <Cell className="hidden text-ink-3 sm:table-cell">
                {share.lastViewAt ? <Time at={share.lastViewAt} {...at} /> : "none yet"}
              </Cell>
              <Cell className="hidden text-ink-3 sm:table-cell">
                <Time at={share.createdAt} {...at} />
                <span className="block text-12 [overflow-wrap:anywhere]">{share.createdBy}</span>
              </Cell>
              <Cell number>
                {share.state === "open" && (
                  <ConfirmButton
                    {...{ small: true, value: share.id, label: "Revoke", no: "Keep it" }}
                    question={`Revoke the link to ${share.title}?`}
                    yes={`Revoke ${share.title}`}
                  >
                    <p>Whoever has it sees nothing any more, at once. It cannot be opened again.</p>
                  </ConfirmButton>
                )}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </ActionForm>
  );
}

function Policy({ policy }: { policy: SharePolicy }) {
  return (
    <Section title="Policy">
      <ActionForm action={sharePolicyAction} className="grid max-w-[560px] gap-4 sm:grid-cols-2">
        <Field
          {...{ id: "mostDays", label: "Days that a link lives at most", type: "number", required: true }}
          {...{ min: 1, max: 3650, defaultValue: policy.mostDays }}
        />
        <Field
          {...{ id: "target", label: "Target of summaries, in points", type: "number", required: true }}
          {...{ min: 1, max: 100, defaultValue: policy.target }}
        />
        <div>
          <Submit>Save the policy</Submit>
        </div>
      </ActionForm>
    </Section>
  );
}
