import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EventList } from "@/components/host/event-list";
import { Link } from "@/components/ui/link";
import { Page, Section } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { UndoForm } from "@/components/upload/undo-form";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { bytes, score, viaWord } from "@/lib/format";
import { hostEvents } from "@/lib/queries/history";
import { reading } from "@/lib/queries/reading";
import { findReport } from "@/lib/queries/reports";
import { undoAction } from "../../upload/actions";

export const metadata: Metadata = { title: "Report" };

const SCOPES: Record<string, string> = {
  full: "a full run: it may say that something vanished",
  partial: "a partial run: it speaks only for what it tested",
  unprivileged: "an ordinary user's run: it clears nothing that root found",
  dockerfile: "a Dockerfile audit: it says nothing of the host",
};

const OUTCOMES = [
  "pass",
  "fail",
  "part",
  "not-checked",
  "unknown",
  "error",
  "not-applicable",
  "exposures",
] as const;

export default async function ReportPage({ params }: PageProps<"/reports/[id]">) {
  const viewer = await requireViewer();
  const [report, at] = await Promise.all([findReport(viewer, (await params).id), reading()]);
  if (!report) notFound();
  const events = await hostEvents(viewer, report.host.id, { reportId: report.id, limit: 200 });
  const { import: delivery, native } = report;
  return (
    <Page
      title={`${report.tool.name} ${report.tool.version ?? ""} of ${report.host.name}`}
      trail={[
        { title: "Evidence", href: "/reports" },
        { title: report.host.name, href: `/hosts/${report.host.id}` },
      ]}
      facts={
        <>
          <Time at={report.observedAt} {...at} as="moment" />
          {report.zone === "assumed-utc" && " · the report names no time zone: read as UTC"}
        </>
      }
      actions={
        <>
          {can(viewer, "report.download", { hostId: report.host.id }) && (
            <a
              href={`/api/v1/reports/${report.id}/original`}
              download
              className="inline-flex min-h-9 items-center gap-2 rounded-md border border-line-strong bg-raised px-3 font-bold text-13 hover:bg-sunken"
            >
              <Download size={14} aria-hidden="true" />
              Original
            </a>
          )}
          {delivery?.status === "imported" && can(viewer, "import.undo", { hostId: report.host.id }) && (
            <UndoForm importId={delivery.id} host={report.host.name} action={undoAction} />
          )}
        </>
      }
    >
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-2">
        <Section title="What it is" className="">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-13">
            <Fact name="Fortress">
              <Link href={`/hosts/${report.host.id}`} className="link">
                {report.host.name}
              </Link>
            </Fact>
            <Fact name="Run">{SCOPES[report.scope] ?? report.scope}</Fact>
            <Fact name="Complete">
              {report.complete ? (
                "yes"
              ) : (
                <span className="text-failed">no: the file stops early, and closes nothing</span>
              )}
            </Fact>
            {native && (
              <Fact name={`Its own ${native.name}`}>
                {native.value} of {native.max}
              </Fact>
            )}
            {delivery && (
              <Fact name="Brought">
                <Time at={delivery.at} {...at} as="moment" /> by {delivery.actor}, {viaWord(delivery.via)}
              </Fact>
            )}
            {delivery && delivery.score.after !== null && (
              <Fact name="Proven">
                {score(delivery.score.before?.proven)} before, {score(delivery.score.after?.proven)} after
              </Fact>
            )}
            <Fact name="Size">{bytes(report.size)}</Fact>
            <Fact name="SHA-256">
              <code className="[overflow-wrap:anywhere]">{report.deliveredHash}</code>
            </Fact>
            {report.originalHash !== report.deliveredHash && (
              <Fact name="SHA-256 as kept">
                <code className="[overflow-wrap:anywhere]">{report.originalHash}</code>
              </Fact>
            )}
          </dl>
        </Section>
        <div>
          <Section title="What it says" className="">
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-13">
              {OUTCOMES.filter((outcome) => report.counts[outcome]).map((outcome) => (
                <Fact key={outcome} name={outcome === "part" ? "in part" : outcome.replace("-", " ")}>
                  {report.counts[outcome]}
                </Fact>
              ))}
            </dl>
          </Section>
          {report.notes.length > 0 && (
            <Section title="Notes" className="mt-8">
              <ul className="grid gap-1 text-13 text-ink-2">
                {report.notes.map(({ code, text }) => (
                  <li key={code}>{text}</li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      </div>
      <Section title="What it changed">
        <EventList events={events} {...at} />
      </Section>
    </Page>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
