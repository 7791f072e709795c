import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EvidenceHistory } from "@/components/host/evidence-history";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/request";
import { plural } from "@/lib/format";
import { firstValues, withQuery } from "@/lib/href";
import { evidenceHistory, evidenceQuerySchema, hostSources } from "@/lib/queries/evidence-history";
import { findHost } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";

export async function generateMetadata({ params }: PageProps<"/hosts/[id]/evidence">): Promise<Metadata> {
  const host = await findHost(await requireViewer(), (await params).id);
  return { title: host ? `Evidence of ${host.name}` : "No such fortress" };
}

/** Every report of one host, the latest first. */
export default async function EvidencePage({ params, searchParams }: PageProps<"/hosts/[id]/evidence">) {
  const viewer = await requireViewer();
  const { id } = await params;
  const query = evidenceQuerySchema
    .catch(evidenceQuerySchema.parse({}))
    .parse(firstValues(await searchParams));
  const [host, sources, reports, at] = await Promise.all([
    findHost(viewer, id),
    hostSources(viewer, id),
    evidenceHistory(viewer, id, query),
    reading(),
  ]);
  if (!host) notFound();
  const path = `/hosts/${id}/evidence`;
  return (
    <Page
      title={`Evidence of ${host.name}`}
      trail={[
        { title: "Fortresses", href: "/hosts" },
        { title: host.name, href: `/hosts/${id}` },
      ]}
      facts={`${plural(reports.total, "report")}${query.source ? "" : ` of ${plural(sources.length, "source")}`}`}
    >
      <form
        // Afresh with every filter: a select does not follow its default value.
        key={query.source ?? ""}
        className="no-print mt-6 mb-4 flex flex-wrap items-end gap-3"
        action={path}
      >
        <label className="min-w-0 grow sm:max-w-sm">
          <span className="mb-1 block text-12 text-ink-3">Source</span>
          <select name="source" defaultValue={query.source ?? ""} className="field">
            <option value="">all sources</option>
            {sources.map(({ source, title, reports: count }) => (
              <option key={source} value={source}>
                {title}: {plural(count, "report")}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit">Filter</Button>
        {query.source && (
          <Link href={path} className="link pb-2 text-12">
            Clear
          </Link>
        )}
      </form>
      {reports.items.length === 0 ? (
        <Empty title={query.source ? "No report of this source" : "Nothing has reported yet"}>
          <p>
            {query.source
              ? "Clear the filter to see the reports of all sources."
              : "Reports come by the browser, by the API or by a Lynis client; each is listed here."}
          </p>
        </Empty>
      ) : (
        <EvidenceHistory reports={reports.items} host={host.name} {...at} />
      )}
      <Pager
        total={reports.total}
        limit={query.limit}
        offset={query.cursor}
        what="reports"
        hrefOf={(cursor) => withQuery(path, { source: query.source, cursor })}
      />
    </Page>
  );
}
