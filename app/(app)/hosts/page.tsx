import type { Metadata } from "next";
import { FilterSelect } from "@/components/finding/filter-form";
import { TOWER_NAMES } from "@/components/fortress/types";
import { Button, ButtonLink } from "@/components/ui/button";
import { ExportLinks } from "@/components/ui/export-links";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Still, stillOf } from "@/components/ui/still";
import { Head, SortHead, Table } from "@/components/ui/table";
import { requireViewer } from "@/lib/auth/request";
import { can, type Viewer } from "@/lib/auth/rights";
import { plural } from "@/lib/format";
import { TOWERS } from "@/lib/fortress/types";
import { firstValues, withQuery } from "@/lib/href";
import { overdueByHost } from "@/lib/queries/due";
import { GRADE_OPTIONS, SILENT_OPTIONS } from "@/lib/queries/filter-words";
import { type HostQuery, hostQuerySchema, listHosts } from "@/lib/queries/hosts";
import { kept } from "@/lib/queries/kept";
import { type Reading, reading } from "@/lib/queries/reading";
import { SavedViews } from "../saved-views";
import { HostRows } from "./rows";

export const metadata: Metadata = { title: "Fortresses" };

export default async function HostsPage({ searchParams }: PageProps<"/hosts">) {
  const viewer = await requireViewer();
  const asked = firstValues(await searchParams);
  const query = hostQuerySchema.catch(hostQuerySchema.parse({})).parse(asked);
  const at = await reading();
  const draw = () => drawRows(viewer, query, at);
  const hosts = await (isCommon(query)
    ? kept({ name: `hosts, ${at.zone}, ${JSON.stringify(query)}`, viewer, looksBack: true }, draw)
    : draw());
  const { q, group, grade, tower, silent, sort } = query;
  const href = (change: Record<string, string | null>) =>
    withQuery("/hosts", { q, group, grade, silent, sort, ...change });
  const filtered = Boolean(q ?? group ?? grade ?? silent);
  return (
    <Page
      title="Fortresses"
      facts={
        plural(
          hosts.total,
          filtered ? "fortress matches" : "fortress",
          filtered ? "fortresses match" : "fortresses",
        ) + (hosts.group ? ` · group ${hosts.group}` : "")
      }
      actions={
        can(viewer, "report.upload") && (
          <ButtonLink href="/upload" look="primary">
            Bring evidence
          </ButtonLink>
        )
      }
    >
      <form
        // Afresh with every filter: a select does not follow its default value.
        key={withQuery("/hosts", { q, group, grade, silent })}
        className="no-print mt-6 mb-4 flex flex-wrap items-end gap-3"
        action="/hosts"
      >
        <input type="hidden" name="sort" value={sort} />
        {group && <input type="hidden" name="group" value={group} />}
        <label className="grow basis-56 sm:max-w-xs">
          <span className="mb-1 block text-12 text-ink-3">Name or system</span>
          <input type="search" name="q" defaultValue={q} className="field" maxLength={200} />
        </label>
        <FilterSelect name="grade" title="Grade" value={grade} options={GRADE_OPTIONS} />
        <FilterSelect name="silent" title="Reports" value={silent} options={SILENT_OPTIONS} />
        <Button type="submit">Filter</Button>
        {filtered && (
          <Link href={withQuery("/hosts", { sort })} className="link pb-2 text-12">
            Clear
          </Link>
        )}
      </form>
      <SavedViews page="/hosts" query={asked} viewer={viewer} />
      <ExportLinks
        path="/api/v1/exports/hosts"
        query={{ q, group, grade, tower, silent, sort }}
        total={hosts.total}
        what={["fortress", "fortresses"]}
      />
      {hosts.rows === "" ? (
        <Empty title={filtered ? "No fortress matches" : "No fortress stands yet"}>
          <p>
            {filtered
              ? "Clear the filter to see all of them."
              : "Bring an audit report, and its host is drawn here."}
          </p>
        </Empty>
      ) : (
        <>
          <Table caption="Fortresses">
            <thead>
              <tr>
                <SortHead name="name" sort={sort} hrefOf={(next) => href({ sort: next })}>
                  Host
                </SortHead>
                <Head>Towers</Head>
                <SortHead number name="proven" sort={sort} hrefOf={(next) => href({ sort: next })}>
                  Proven
                </SortHead>
                <SortHead number name="possible" sort={sort} hrefOf={(next) => href({ sort: next })}>
                  Possible
                </SortHead>
                <Head>Grade</Head>
                {TOWERS.map((tower) => (
                  <SortHead
                    number
                    key={tower}
                    name={tower}
                    sort={sort}
                    hrefOf={(next) => href({ sort: next })}
                  >
                    {TOWER_NAMES[tower]}
                  </SortHead>
                ))}
                <SortHead
                  number
                  name="findings"
                  sort={sort}
                  first="down"
                  hrefOf={(next) => href({ sort: next })}
                >
                  Findings
                </SortHead>
                <SortHead number name="evidence" sort={sort} hrefOf={(next) => href({ sort: next })}>
                  Evidence
                </SortHead>
              </tr>
            </thead>
            <Still as="tbody" markup={hosts.rows} />
          </Table>
          <Pager
            total={hosts.total}
            limit={query.limit}
            offset={query.cursor}
            what="fortresses"
            hrefOf={(cursor) => href({ cursor })}
          />
        </>
      )}
    </Page>
  );
}

/** The table as it opens, by grade, by a group: what many ask for. What one person searches for is read for them alone. */
const isCommon = ({ q, cursor }: HostQuery): boolean => q === undefined && cursor === 0;

/** What is shown of the hosts that match; the rows are drawn, and empty where there is none. */
async function drawRows(viewer: Viewer, query: HostQuery, at: Reading) {
  const { items, total } = await listHosts(viewer, query);
  const overdue = await overdueByHost(
    viewer,
    items.map(({ id }) => id),
  );
  const rows = await stillOf(<HostRows hosts={items} overdue={overdue} at={at} />);
  return { total, group: items[0]?.groups.find(({ id }) => id === query.group)?.name, rows };
}
