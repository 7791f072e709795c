import type { Metadata } from "next";
import Link from "next/link";
import { FortressRow } from "@/components/fortress/fortress-row";
import { TOWER_NAMES } from "@/components/fortress/types";
import { smallDrawing } from "@/components/host/drawing";
import { ManagedNote } from "@/components/host/managed-note";
import { Button, ButtonLink } from "@/components/ui/button";
import { ExportLinks } from "@/components/ui/export-links";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Cell, Head, SortHead, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural, score } from "@/lib/format";
import { TOWERS } from "@/lib/fortress/types";
import { firstValues, withQuery } from "@/lib/href";
import { overdueByHost } from "@/lib/queries/due";
import { hostQuerySchema, listHosts } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { SavedViews } from "../saved-views";

export const metadata: Metadata = { title: "Fortresses" };

export default async function HostsPage({ searchParams }: PageProps<"/hosts">) {
  const viewer = await requireViewer();
  const asked = firstValues(await searchParams);
  const query = hostQuerySchema.catch(hostQuerySchema.parse({})).parse(asked);
  const [hosts, at] = await Promise.all([listHosts(viewer, query), reading()]);
  const overdue = await overdueByHost(
    viewer,
    hosts.items.map(({ id }) => id),
  );
  const { q, group, grade, tower, silent, sort } = query;
  const href = (change: Record<string, string | null>) =>
    withQuery("/hosts", { q, group, grade, silent, sort, ...change });
  const filtered = Boolean(q ?? group ?? grade ?? silent);
  const groupName = hosts.items[0]?.groups.find(({ id }) => id === group)?.name;
  return (
    <Page
      title="Fortresses"
      facts={
        plural(
          hosts.total,
          filtered ? "fortress matches" : "fortress",
          filtered ? "fortresses match" : "fortresses",
        ) + (groupName ? ` · group ${groupName}` : "")
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
        <label>
          <span className="mb-1 block text-12 text-ink-3">Grade</span>
          <select name="grade" defaultValue={grade ?? ""} className="field">
            <option value="">any</option>
            <option value="A,B">A or B</option>
            <option value="C,D">C or D</option>
            <option value="E,F">E or F</option>
          </select>
        </label>
        <label>
          <span className="mb-1 block text-12 text-ink-3">Reports</span>
          <select name="silent" defaultValue={silent ?? ""} className="field">
            <option value="">any</option>
            <option value="0">still come</option>
            <option value="1">silent</option>
          </select>
        </label>
        <Button type="submit">Filter</Button>
        {filtered && (
          <Link href={withQuery("/hosts", { sort })} prefetch={false} className="link pb-2 text-12">
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
      {hosts.items.length === 0 ? (
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
            <tbody>
              {hosts.items.map((host) => (
                <tr key={host.id} className="hover:bg-sunken">
                  <Cell className="min-w-36">
                    <Link
                      href={`/hosts/${host.id}`}
                      prefetch={false}
                      className="link font-bold [overflow-wrap:anywhere]"
                    >
                      {host.name}
                    </Link>
                    <span className="block text-12 text-ink-3">{host.os ?? "system not known"}</span>
                  </Cell>
                  <Cell className="min-w-[112px]">
                    <FortressRow drawing={smallDrawing(host, at)} />
                  </Cell>
                  <Cell number className="font-bold">
                    {score(host.score?.proven)}
                    <ManagedNote
                      measured={host.score?.measured}
                      managed={host.score?.managed}
                      className="block font-normal text-11 text-ink-3"
                    />
                  </Cell>
                  <Cell number className="text-unproven">
                    {score(host.score?.possible)}
                  </Cell>
                  <Cell className="font-bold">{host.score?.grade ?? "–"}</Cell>
                  {TOWERS.map((tower) => (
                    <Cell number key={tower}>
                      <Link
                        href={`/hosts/${host.id}/${tower}`}
                        prefetch={false}
                        className="hover:text-accent"
                      >
                        {score(host.towers[tower].proven)}
                        {host.towers[tower].cap && (
                          <span className="block text-11 text-failed">
                            held at {host.towers[tower].cap.at}
                          </span>
                        )}
                      </Link>
                    </Cell>
                  ))}
                  <Cell number>
                    {host.findings.open}
                    <Overdue hostId={host.id} count={overdue.get(host.id) ?? 0} />
                  </Cell>
                  <Cell number className={host.silent ? "text-failed" : "text-ink-3"}>
                    {host.lastEvidenceAt ? <Time at={host.lastEvidenceAt} {...at} /> : "none"}
                    {host.silent && <span className="block text-11">silent</span>}
                  </Cell>
                </tr>
              ))}
            </tbody>
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

function Overdue({ hostId, count }: { hostId: string; count: number }) {
  if (count === 0) return null;
  return (
    <Link
      href={`/findings?host=${hostId}&due=overdue&sort=due`}
      prefetch={false}
      className="block text-11 text-failed hover:underline"
    >
      {count} overdue
    </Link>
  );
}
