import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { bytes, change, plural, score, viaWord } from "@/lib/format";
import { firstValues, withQuery } from "@/lib/href";
import { reading } from "@/lib/queries/reading";
import { importQuerySchema, listImports } from "@/lib/queries/reports";

export const metadata: Metadata = { title: "Evidence" };

const STATUSES = [
  ["", "all"],
  ["imported", "imported"],
  ["rejected", "refused"],
  ["undone", "undone"],
] as const;

export default async function ReportsPage({ searchParams }: PageProps<"/reports">) {
  const viewer = await requireViewer();
  const query = importQuerySchema.catch(importQuerySchema.parse({})).parse(firstValues(await searchParams));
  const [imports, at] = await Promise.all([listImports(viewer, query), reading()]);
  const href = (change: Record<string, string | null>) =>
    withQuery("/reports", { host: query.host, status: query.status, ...change });
  return (
    <Page
      title="Evidence"
      facts={plural(imports.total, "delivery", "deliveries")}
      actions={
        can(viewer, "report.upload") && (
          <ButtonLink href="/upload" look="primary">
            Bring evidence
          </ButtonLink>
        )
      }
    >
      <nav aria-label="Which" className="mt-6 mb-4 flex gap-4 text-13">
        {STATUSES.map(([value, title]) => (
          <Link
            key={value}
            href={href({ status: value || null, cursor: null })}
            aria-current={(query.status ?? "") === value ? "true" : undefined}
            className="pb-1 text-ink-2 hover:text-accent aria-[current]:font-bold aria-[current]:text-ink aria-[current]:shadow-[inset_0_-2px_0_var(--ink)]"
          >
            {title}
          </Link>
        ))}
      </nav>
      {imports.items.length === 0 ? (
        <Empty title="Nothing here yet">
          <p>Reports come by the browser or by the API; each delivery is listed here with what it changed.</p>
        </Empty>
      ) : (
        <>
          <Table caption="Deliveries">
            <thead>
              <tr>
                <Head>Brought</Head>
                <Head>Fortress</Head>
                <Head>Report</Head>
                <Head number>Opened</Head>
                <Head number>Closed</Head>
                <Head number>Came back</Head>
                <Head number>Proven</Head>
                <Head>By</Head>
              </tr>
            </thead>
            <tbody>
              {imports.items.map((one) => (
                <tr key={one.id}>
                  <Cell className="whitespace-nowrap">
                    <Time at={one.at} {...at} />
                  </Cell>
                  <Cell className="min-w-28 [overflow-wrap:anywhere]">
                    {one.host ? (
                      <Link href={`/hosts/${one.host.id}`} className="link">
                        {one.host.name}
                      </Link>
                    ) : (
                      "–"
                    )}
                  </Cell>
                  <Cell className="min-w-56">
                    {one.report ? (
                      <Link href={`/reports/${one.report.id}`} className="link">
                        {one.report.tool}
                      </Link>
                    ) : (
                      <span className={one.status === "rejected" ? "text-failed" : "text-ink-3"}>
                        {one.status === "rejected" ? "refused" : "undone"}
                      </span>
                    )}
                    {one.report && one.report.scope !== "full" && (
                      <span className="text-unproven"> · {one.report.scope}</span>
                    )}
                    {one.report && !one.report.complete && <span className="text-failed"> · truncated</span>}
                    <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">
                      {one.filename ?? "no name"}, {bytes(one.size)}
                      {one.problem && `: ${one.problem.text}`}
                    </span>
                  </Cell>
                  <Cell number>{one.changes?.opened ?? "–"}</Cell>
                  <Cell number>{one.changes?.closed ?? "–"}</Cell>
                  <Cell number>{one.changes?.reopened ?? "–"}</Cell>
                  <Cell number>
                    {one.score.after !== null && one.score.before !== null
                      ? change(one.score.after.proven - one.score.before.proven)
                      : one.score.after !== null
                        ? score(one.score.after.proven)
                        : "–"}
                  </Cell>
                  <Cell className="text-12 text-ink-3">
                    {one.actor}
                    <span className="block">{viaWord(one.via)}</span>
                  </Cell>
                </tr>
              ))}
            </tbody>
          </Table>
          <Pager
            total={imports.total}
            limit={query.limit}
            offset={query.cursor}
            what="deliveries"
            hrefOf={(cursor) => href({ cursor })}
          />
        </>
      )}
    </Page>
  );
}
