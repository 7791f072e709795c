import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { scopeWords } from "@/components/attestation/words";
import { dayWords } from "@/components/decision/words";
import { Attachments } from "@/components/finding/attachments";
import { TOWER_NAMES } from "@/components/fortress/types";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Link } from "@/components/ui/link";
import { Lead, Page, Section } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural, whole } from "@/lib/format";
import { withQuery } from "@/lib/href";
import { listFiles } from "@/lib/queries/attachments";
import { type AttestationItem, findAttestation, whyNotWithdraw } from "@/lib/queries/attestations";
import { reading } from "@/lib/queries/reading";
import { removeFileAction } from "../../file-actions";
import { withdrawAction } from "../actions";

export async function generateMetadata({ params }: PageProps<"/attestations/[id]">): Promise<Metadata> {
  const attestation = await findAttestation(await requireViewer(), (await params).id);
  return { title: attestation ? `Attestation: ${attestation.measure.title}` : "No such attestation" };
}

export default async function AttestationPage({ params }: PageProps<"/attestations/[id]">) {
  const viewer = await requireViewer();
  const { id } = await params;
  const [attestation, at] = await Promise.all([findAttestation(viewer, id), reading()]);
  if (!attestation) notFound();
  const files = await listFiles(viewer, { attestationId: id });
  const { measure, hosts, state, statement, by, actor, createdAt } = attestation;
  const stands = state === "holds" || state === "ending";
  const mayChange = whyNotWithdraw(viewer, attestation) === null;
  const only = attestation.scope === "hosts" && hosts.total === 1 ? hosts.first[0]?.id : undefined;
  return (
    <Page
      title={`Attested: ${measure.title}`}
      trail={[{ title: "Attestations", href: "/attestations" }]}
      facts={
        <>
          {measure.tower && `${TOWER_NAMES[measure.tower]} · `}
          <code className="[overflow-wrap:anywhere]">{measure.id}</code> · {scopeWords(attestation)}
        </>
      }
      actions={
        can(viewer, "attestation.make") && (
          <ButtonLink href={withQuery("/attestations/new", { measure: measure.id, host: only })}>
            Attest again
          </ButtonLink>
        )
      }
    >
      <Lead>{sentenceOf(attestation)}</Lead>
      <Section title="Statement" className="mt-8">
        <p className="max-w-[68ch] whitespace-pre-wrap [overflow-wrap:anywhere]">{statement}</p>
        <dl className="mt-5 grid max-w-[68ch] grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-13 [overflow-wrap:anywhere]">
          <dt className="text-ink-3">Whose word</dt>
          <dd>{by}</dd>
          <dt className="text-ink-3">Of</dt>
          <dd>
            {dayWords(attestation.at.slice(0, 10))} · <Time at={attestation.at} {...at} /> old
          </dd>
          <dt className="text-ink-3">Last day</dt>
          <dd>{dayWords(attestation.lastDay)}</dd>
          <dt className="text-ink-3">Entered</dt>
          <dd>
            by {actor}, <Time at={createdAt} {...at} as="moment" />
          </dd>
          {attestation.withdrawnAt && (
            <>
              <dt className="text-ink-3">Withdrawn</dt>
              <dd>
                by {attestation.withdrawnBy}, <Time at={attestation.withdrawnAt} {...at} as="moment" />
              </dd>
            </>
          )}
        </dl>
        {stands && mayChange && (
          <ActionForm action={withdrawAction} className="no-print mt-5">
            <ConfirmButton
              value={id}
              label="Withdraw"
              question={`Withdraw the word of ${by} on “${measure.title}”?`}
              yes="Withdraw the attestation"
              no="Keep it"
            >
              <p>
                The measure is unproven again on {plural(hosts.total, "fortress", "fortresses")}, where no
                report and no other attestation proves it. It stays on record and cannot be taken up again.
              </p>
            </ConfirmButton>
          </ActionForm>
        )}
      </Section>
      <Section
        title="Evidence"
        id="evidence"
        note={files.length > 0 ? plural(files.length, "file") : undefined}
      >
        <Attachments
          files={files}
          to={mayChange && stands ? `/api/v1/attestations/${id}/files` : null}
          remove={removeFileAction}
          // What is in force rests on its files.
          mayRemove={() => mayChange && !stands}
          {...at}
        />
      </Section>
      <Section title="Where" note={plural(hosts.total, "fortress", "fortresses")}>
        {hosts.total === 0 ? (
          <p className="text-ink-2">It is about no fortress now.</p>
        ) : (
          <ul className="columns-1 gap-x-8 text-13 sm:columns-2 lg:columns-3">
            {hosts.first.map((host) => (
              <li key={host.id} className="py-0.5 [overflow-wrap:anywhere]">
                <Link
                  href={
                    measure.tower ? `/hosts/${host.id}/${measure.tower}#${measure.id}` : `/hosts/${host.id}`
                  }
                  className="link"
                >
                  {host.name}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {hosts.total > hosts.first.length && (
          <p className="mt-2 text-12 text-ink-3">
            The first {hosts.first.length} of {whole(hosts.total)} by name.
          </p>
        )}
      </Section>
    </Page>
  );
}

function sentenceOf({ state, lastDay, withdrawnBy }: AttestationItem) {
  const strong = (text: string) => <strong className="font-bold text-ink">{text}</strong>;
  if (state === "withdrawn") return <>{strong(`Withdrawn by ${withdrawnBy}`)}; it proves nothing.</>;
  if (state === "ended") {
    return (
      <>{strong(`Ended after ${dayWords(lastDay)}`)}; the measure is unproven where nothing else proves it.</>
    );
  }
  return (
    <>
      {strong(`It holds until ${dayWords(lastDay)}`)}: the measure is proven wherever no report decides it.
      What a report has found failing keeps failing.
    </>
  );
}
