import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Empty, Page, Section } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural } from "@/lib/format";
import { reading } from "@/lib/queries/reading";
import { readSharePolicy, type SharePolicy } from "@/lib/queries/share-policy";
import { listShares } from "@/lib/queries/shares";
import { revokeShareAction, sharePolicyAction } from "./actions";
import { ShareTable } from "./share-table";

export const metadata: Metadata = { title: "Share links" };

export default async function SharesPage() {
  const viewer = await viewerWho("share.manage");
  if (!viewer) notFound();
  const at = await reading();
  const [shares, policy] = await Promise.all([listShares(viewer, at.now), readSharePolicy()]);
  const open = shares.filter(({ state }) => state === "open");
  const ended = shares.filter(({ state }) => state !== "open");
  return (
    <Page
      title="Share links"
      facts={`${plural(open.length, "open link")} · summaries for people without an account`}
      actions={
        <ButtonLink href="/shares/new" look="primary">
          New share link
        </ButtonLink>
      }
    >
      {/* Around all: the answer to the last revocation stands above what is left. */}
      <div className="mt-6">
        <ActionForm action={revokeShareAction} answers="above">
          {open.length > 0 ? (
            <ShareTable caption="Share links" shares={open} at={at} />
          ) : (
            <Empty title={ended.length === 0 ? "Nothing is shared yet" : "Nothing is shared now"}>
              <p>
                A summary for a board or a customer: choose what it shows and for how long with “New share
                link”, or open a <Link href="/summary">summary</Link> and share it from there.
              </p>
            </Empty>
          )}
          {ended.length > 0 && (
            <Section title="Ended" note="nobody can open these any more">
              <ShareTable caption="Ended share links" shares={ended} at={at} />
            </Section>
          )}
        </ActionForm>
      </div>
      {can(viewer, "policy.edit") && viewer.hosts === null && <Policy policy={policy} />}
    </Page>
  );
}

function Policy({ policy }: { policy: SharePolicy }) {
  return (
    <Section title="Policy">
      <ActionForm action={sharePolicyAction} className="grid max-w-[560px] gap-4 sm:grid-cols-2">
        <Field
          {...{ id: "mostDays", label: "Days that a link lives at most", type: "number", required: true }}
          {...{ min: 1, max: 3650, defaultValue: policy.mostDays }}
          hint="For new links: those that are out keep their end."
        />
        <Field
          {...{ id: "target", label: "Target of summaries, in points", type: "number", required: true }}
          {...{ min: 1, max: 100, defaultValue: policy.target }}
          hint="What proven is measured against."
        />
        <div>
          <Submit>Save the policy</Submit>
        </div>
      </ActionForm>
    </Section>
  );
}
