import { ActionForm, Choice } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm";
import { Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { HostIdentity } from "@/lib/queries/identity";
import { splitAction } from "./actions";

interface SignaturesProps {
  identity: HostIdentity;
  zone: string;
  now: number;
}

/** The ways in which reports name the host, and the way to give some of them to a host of their own. */
export function Signatures({ identity: { id, name, signatures }, zone, now }: SignaturesProps) {
  const several = signatures.length > 1;
  return (
    <Section
      title="How reports name it"
      note="a report goes to the fortress that its identifiers and name lead to"
    >
      {signatures.length === 0 ? (
        <p className="text-13 text-ink-2">No report has named it yet.</p>
      ) : (
        <ActionForm action={splitAction} answers="above">
          <Table caption="Identities in reports">
            <thead>
              <tr>
                {several && (
                  <Head className="relative">
                    <span className="sr-only">Choose</span>
                  </Head>
                )}
                <Head>Name</Head>
                <Head>Identifiers</Head>
                <Head>First seen</Head>
                <Head number>Reports</Head>
                <Head number>Latest report</Head>
              </tr>
            </thead>
            <tbody>
              {signatures.map((one) => (
                <tr key={one.signature}>
                  {several && (
                    <Cell>
                      <Choice
                        name="signature"
                        value={one.signature}
                        className="accent-ink"
                        aria-label={`Choose ${one.name ?? "the one without a name"}`}
                      />
                    </Cell>
                  )}
                  <Cell className="min-w-32 [overflow-wrap:anywhere]">
                    {one.name ?? "no name"}
                    {one.byHand && <span className="block text-12 text-ink-3">bound by hand</span>}
                  </Cell>
                  <Cell className="min-w-64">
                    {one.identifiers.length === 0 ? (
                      <span className="text-ink-3">none: only the name</span>
                    ) : (
                      <dl className="grid grid-cols-[72px_minmax(0,1fr)] items-baseline gap-x-2">
                        {one.identifiers.map(({ kind, value }) => (
                          <div key={kind} className="contents">
                            <dt className="text-12 text-ink-3">{kind}</dt>
                            <dd>
                              <code className="break-all text-11">{value}</code>
                            </dd>
                          </div>
                        ))}
                      </dl>
                    )}
                  </Cell>
                  <Cell className="text-ink-3">
                    <Time at={one.firstSeenAt} zone={zone} now={now} as="moment" />
                  </Cell>
                  <Cell number>{one.reports}</Cell>
                  <Cell number className="text-ink-3">
                    {one.lastReportAt ? <Time at={one.lastReportAt} zone={zone} now={now} /> : "none"}
                  </Cell>
                </tr>
              ))}
            </tbody>
          </Table>
          {several ? (
            <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
              <ConfirmButton
                value={id}
                label="Split off the chosen"
                question={`Split the chosen identities off ${name}?`}
                yes={`Split ${name}`}
                no="Keep it whole"
              >
                <p>
                  Their reports become a fortress of their own, and so do later ones that name themselves so.
                  Both are scored anew. Comments and decisions stay with {name}. A merge takes it back.
                </p>
              </ConfirmButton>
              <p className="max-w-[60ch] text-12 text-ink-3">
                For two machines that were taken for one, such as a clone that kept its keys.
              </p>
            </div>
          ) : (
            <p className="mt-3 text-12 text-ink-3">
              All its reports name it in one way: there is nothing to split.
            </p>
          )}
        </ActionForm>
      )}
    </Section>
  );
}
