import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Trend } from "@/components/charts/trend";
import { ScopeForm } from "@/components/summary/scope-form";
import { SummarySections } from "@/components/summary/sections";
import { SummaryStory } from "@/components/summary/story";
import { ButtonLink } from "@/components/ui/button";
import { PageExports } from "@/components/ui/export-links";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { periodWords } from "@/lib/exports/summary-words";
import { firstValues, withQuery } from "@/lib/href";
import { reading } from "@/lib/queries/reading";
import { readSummary } from "@/lib/queries/summary";
import { addressOfRequest, readSummaryAddress, requestOfAddress } from "@/lib/queries/summary/address";
import { listViews } from "@/lib/queries/views";
import { listGroups } from "@/lib/queries/work";

export const metadata: Metadata = { title: "Summary" };

/** What one tells somebody who has a minute, and what stands behind it. */
export default async function SummaryPage({ searchParams }: PageProps<"/summary">) {
  const viewer = await requireViewer();
  const asked = readSummaryAddress(firstValues(await searchParams));
  if (!asked) notFound();
  const request = requestOfAddress(asked);
  const at = await reading();
  const [summary, groups, views] = await Promise.all([
    readSummary(viewer, { ...request, now: at.now }),
    listGroups(viewer),
    listViews(viewer, "/hosts"),
  ]);
  if (!summary) notFound();
  const address = addressOfRequest(request);
  // A pack has days of its own, and a schedule its rhythm.
  const { days: _days, ...packed } = address;
  return (
    <Page
      title={summary.title}
      trail={
        request.hostId
          ? [
              { title: "Fortresses", href: "/hosts" },
              { title: summary.title, href: `/hosts/${request.hostId}` },
            ]
          : []
      }
      facts={`Risk summary of ${periodWords(summary)}`}
      actions={
        <>
          <a
            href={withQuery("/api/v1/exports/summary.pdf", address)}
            className="link inline-flex min-h-9 items-center px-2 text-13"
          >
            PDF
          </a>
          {can(viewer, "evidence.pack") && (
            <Link
              href={withQuery("/summary/evidence", packed)}
              className="link inline-flex min-h-9 items-center px-2 text-13"
              title="For auditors: the originals, decisions and attestations, signed"
            >
              Evidence pack
            </Link>
          )}
          {can(viewer, "share.manage") && (
            <ButtonLink href={withQuery("/schedules/new", packed)}>Send this regularly</ButtonLink>
          )}
          {can(viewer, "share.manage") && (
            <ButtonLink href={withQuery("/shares/new", address)} look="primary">
              Share this
            </ButtonLink>
          )}
        </>
      }
    >
      <ScopeForm asked={asked} groups={groups} views={views} />
      {summary.hosts === 0 ? (
        <Empty title="There is nothing to sum up yet">
          <p>Bring an audit report, or choose other fortresses.</p>
        </Empty>
      ) : (
        <>
          <PageExports path="/api/v1/exports/summary" query={address} lead="All of this summary:" />
          <SummaryStory
            summary={summary}
            sections={SUMMARY_SECTIONS}
            trend={<Trend points={summary.trend} zone={at.zone} label="Trend of the period" />}
          />
          <SummarySections summary={summary} sections={SUMMARY_SECTIONS} />
        </>
      )}
    </Page>
  );
}
