import clsx from "clsx";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Trend } from "@/components/charts/trend";
import { DecisionSection } from "@/components/decision/decision-section";
import { DueSentence } from "@/components/finding/due-sentence";
import { Legend } from "@/components/fortress/legend";
import { ResponsiveFortress } from "@/components/fortress/responsive-fortress";
import { TOWER_NAMES } from "@/components/fortress/types";
import { fullDrawing } from "@/components/host/drawing";
import { EventList } from "@/components/host/event-list";
import { EvidenceSection } from "@/components/host/evidence-section";
import { ManagedNote } from "@/components/host/managed-note";
import { NativeNote } from "@/components/host/native-note";
import { RepairTable } from "@/components/host/repair-table";
import { ScoreSentence } from "@/components/host/score-sentence";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Lead, Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural, score } from "@/lib/format";
import { TOWERS } from "@/lib/fortress/types";
import { decisionsAbout } from "@/lib/queries/decisions";
import { countDue } from "@/lib/queries/due";
import { hostEvidence } from "@/lib/queries/evidence";
import { heldBackBy } from "@/lib/queries/explain";
import { readFortress } from "@/lib/queries/fortress";
import { hostEvents, hostHistory } from "@/lib/queries/history";
import { findHost } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";

export async function generateMetadata({ params }: PageProps<"/hosts/[id]">): Promise<Metadata> {
  const host = await findHost(await requireViewer(), (await params).id);
  return { title: host?.name ?? "No such fortress" };
}

const REPAIRS = 5;

/** What is "now" is not "now ago". */
const isNow = (time: string, now: number): boolean => now - Date.parse(time) < 60_000;

export default async function HostPage({ params }: PageProps<"/hosts/[id]">) {
  const viewer = await requireViewer();
  const { id } = await params;
  const [fortress, at] = await Promise.all([readFortress(viewer, id), reading()]);
  if (!fortress) notFound();
  const { host, repairs, proofs, sources, score: whole } = fortress;
  const [history, evidence, events, due, decisions] = await Promise.all([
    hostHistory(viewer, id),
    hostEvidence(viewer, id, at.now),
    hostEvents(viewer, id, { limit: 12 }),
    countDue(viewer, { hostId: id }),
    decisionsAbout(viewer, { host: id }, at.now),
  ]);
  const drawing = fullDrawing(fortress, at);
  const upload = can(viewer, "report.upload") && <ButtonLink href="/upload">Bring evidence</ButtonLink>;
  const held = heldBackBy(fortress);
  return (
    <Page
      title={host.name}
      trail={[{ title: "Fortresses", href: "/hosts" }]}
      actions={
        <>
          <ButtonLink href={`/findings?host=${id}`}>{plural(host.findings.open, "open finding")}</ButtonLink>
          {host.findings.open > 0 && <ButtonLink href={`/what-if?host=${id}`}>What if</ButtonLink>}
          {host.findings.open > 0 && can(viewer, "plan.edit") && (
            <ButtonLink href={`/plans/new?host=${id}`}>Plan this</ButtonLink>
          )}
          {can(viewer, "host.edit") && <ButtonLink href={`/hosts/${id}/identity`}>Identity</ButtonLink>}
          {upload}
        </>
      }
      facts={
        <>
          {host.os ?? "system not known"}
          {host.groups.length > 0 && ` · ${host.groups.map(({ name }) => name).join(", ")}`}
          {host.lastEvidenceAt && (
            <>
              {" "}
              · last evidence <Time at={host.lastEvidenceAt} {...at} />
              {host.silent ? ": silent" : isNow(host.lastEvidenceAt, at.now) ? "" : " ago"}
            </>
          )}
        </>
      }
    >
      <Lead>
        <ScoreSentence
          proven={host.score?.proven ?? null}
          possible={host.score?.possible ?? null}
          confidence={host.score?.confidence ?? null}
        >
          <ManagedNote
            measured={host.score?.measured}
            managed={host.score?.managed}
            className="before:content-[',_']"
          />
          {held && (
            <>
              ; held back most by{" "}
              <Link href={`/hosts/${id}/${held.tower}`} className="link font-bold text-ink">
                {TOWER_NAMES[held.tower].toLowerCase()}
              </Link>
              {held.because && `, where ${held.because}`}
            </>
          )}
          .
        </ScoreSentence>
      </Lead>
      <DueSentence due={due} href={`/findings?host=${id}`} zone={at.zone} />
      <div className="mt-8">
        <ResponsiveFortress drawing={drawing} width={1120} />
        <div className="mt-4 border-line border-t pt-4">
          <Legend drawing={drawing} />
        </div>
      </div>
      {sources.length === 0 ? (
        <Empty title="Nothing has reported yet">
          <p>Bring a Lynis report of this host: its towers then show what is proven and what is not.</p>
        </Empty>
      ) : (
        <div className={clsx("mt-12 grid gap-x-12 gap-y-10", proofs.length > 0 && "lg:grid-cols-2")}>
          <div>
            <RepairTable
              title="Best repairs"
              note="points of the fortress, if repaired alone"
              repairs={repairs.slice(0, REPAIRS)}
              hostId={id}
              empty="Nothing that a report has found would move the fortress by a tenth of a point."
            />
          </div>
          {proofs.length > 0 && (
            <div>
              <RepairTable
                title="More proof"
                note="nothing to repair, only to show"
                repairs={proofs.slice(0, REPAIRS)}
                hostId={id}
                empty=""
              />
            </div>
          )}
        </div>
      )}
      {evidence && (
        <EvidenceSection evidence={evidence} hostId={id} {...at}>
          <div className="max-w-[90ch]">
            <NativeNote fortress={fortress} />
          </div>
        </EvidenceSection>
      )}
      <div className="mt-12 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <Section title="The towers as a table" className="">
          <Table caption={`The towers of ${host.name}`}>
            <thead>
              <tr>
                <Head>Tower</Head>
                <Head number>Proven</Head>
                <Head number>Possible</Head>
                <Head number className="hidden sm:table-cell">
                  Confidence
                </Head>
                <Head>Held back most by</Head>
              </tr>
            </thead>
            <tbody>
              {TOWERS.map((tower) => {
                const view = host.towers[tower];
                const best = repairs.find((repair) => repair.tower === tower);
                return (
                  <tr key={tower}>
                    <Cell>
                      <Link href={`/hosts/${id}/${tower}`} className="link">
                        {TOWER_NAMES[tower]}
                      </Link>
                    </Cell>
                    <Cell number className="font-bold">
                      {score(view.proven)}
                    </Cell>
                    <Cell number className="text-unproven">
                      {score(view.possible)}
                    </Cell>
                    <Cell number className="hidden sm:table-cell">
                      {view.confidence === null ? "–" : `${Math.round(view.confidence)} %`}
                    </Cell>
                    <Cell className="text-ink-2">
                      {view.cap ? (
                        <span className="text-failed">
                          held at {view.cap.at} by {view.cap.cause}
                        </span>
                      ) : view.proven === null ? (
                        "no evidence"
                      ) : (
                        (best?.title ?? "nothing single")
                      )}
                    </Cell>
                  </tr>
                );
              })}
              <tr>
                <Cell className="font-bold">Fortress</Cell>
                <Cell number className="font-bold">
                  {score(host.score?.proven)}
                </Cell>
                <Cell number className="text-unproven">
                  {score(host.score?.possible)}
                </Cell>
                <Cell number className="hidden sm:table-cell">
                  {host.score?.confidence == null ? "–" : `${Math.round(host.score.confidence)} %`}
                </Cell>
                <Cell className="text-ink-2">0.6 × mean + 0.4 × lowest tower</Cell>
              </tr>
            </tbody>
          </Table>
          <p className="mt-3 text-12 text-ink-3">
            Measured {score(host.score?.measured)} · managed {score(host.score?.managed)} · scored for{" "}
            <Time at={new Date(fortress.scoredAt).toISOString()} {...at} as="moment" /> · model{" "}
            {whole.modelVersion}, policy {whole.policyVersion}
          </p>
        </Section>
        <Section title="What happened" className="">
          <EventList events={events} {...at} />
        </Section>
      </div>
      <DecisionSection decisions={decisions} hostId={id} hostName={host.name} now={at.now} />
      {history.length > 1 && (
        <Section title="History" note="after each report: proven, and up to possible" id="history">
          <Trend points={history} zone={at.zone} label={`Scores of ${host.name}, report by report`} />
        </Section>
      )}
    </Page>
  );
}
