import type { Metadata } from "next";
import { FindingTable } from "@/components/finding/finding-table";
import { WeaknessTable } from "@/components/finding/weakness-table";
import { ExportLinks } from "@/components/ui/export-links";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural } from "@/lib/format";
import { firstValues, withQuery } from "@/lib/href";
import { filterOf } from "@/lib/queries/finding-filter";
import { findingQuerySchema, listFindings, listWeaknesses } from "@/lib/queries/findings";
import { findHost } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { readWorkChoices } from "@/lib/queries/work";
import { SavedViews } from "../saved-views";
import { Bulk } from "./bulk";
import { Filters } from "./filters";

export const metadata: Metadata = { title: "Findings" };

/** Orders that only single findings have. */
const BY_HOST = ["opened", "-opened", "host", "due", "-due", "assignee"];

/** By weakness, or one by one: `?by=host`, and always within one host. */
export default async function FindingsPage({ searchParams }: PageProps<"/findings">) {
  const viewer = await requireViewer();
  const asked = firstValues(await searchParams);
  const query = findingQuerySchema.catch(findingQuerySchema.parse({})).parse(asked);
  const one = query.host !== undefined || asked.by === "host" || BY_HOST.includes(query.sort);
  const [at, host, choices, findings, weaknesses] = await Promise.all([
    reading(),
    query.host ? findHost(viewer, query.host) : null,
    readWorkChoices(viewer),
    one ? listFindings(viewer, query) : null,
    one ? null : listWeaknesses(viewer, query),
  ]);
  const filter = filterOf(query);
  const { sort: _sort, ...narrowing } = filter;
  const narrowed = Object.keys(narrowing).length > 0;
  const kept = {
    ...filter,
    ...(asked.by === "host" && { by: "host" }),
    ...(asked.limit && { limit: String(query.limit) }),
  };
  const href = (change: Record<string, string | null>) => withQuery("/findings", { ...kept, ...change });
  const total = findings?.total ?? weaknesses?.total ?? 0;
  const mayWork = can(viewer, "finding.work");
  return (
    <Page
      title={host ? `Findings of ${host.name}` : "Findings"}
      trail={
        host
          ? [
              { title: "Fortresses", href: "/hosts" },
              { title: host.name, href: `/hosts/${host.id}` },
            ]
          : []
      }
      facts={
        <>
          {findings ? plural(total, "finding") : plural(total, "weakness", "weaknesses")} ·{" "}
          <Link
            href={one ? href({ by: null, host: null, sort: null }) : href({ by: "host" })}
            className="link"
          >
            {one ? "one line a weakness" : "one line a host"}
          </Link>
        </>
      }
    >
      <Filters query={query} filter={kept} choices={choices} mayWork={mayWork} narrowed={narrowed} />
      <SavedViews page="/findings" query={asked} viewer={viewer} />
      <ExportLinks
        path="/api/v1/exports/findings"
        query={{ ...filter, by: one ? null : "weakness" }}
        total={total}
        what={one ? ["finding", "findings"] : ["weakness", "weaknesses"]}
      />
      {findings ? (
        <Bulk
          key={href({})}
          viewer={viewer}
          choices={choices}
          query={filter}
          total={total}
          shown={findings.items.length}
        >
          {total === 0 ? (
            <Nothing narrowed={narrowed} />
          ) : (
            <FindingTable
              findings={findings.items}
              sort={query.sort}
              hrefOf={(sort) => href({ sort })}
              choose={mayWork}
              {...at}
            />
          )}
        </Bulk>
      ) : total === 0 ? (
        <Nothing narrowed={narrowed} />
      ) : (
        <WeaknessTable weaknesses={weaknesses?.items ?? []} />
      )}
      <Pager
        total={total}
        limit={query.limit}
        offset={query.cursor}
        what={findings ? "findings" : "weaknesses"}
        hrefOf={(cursor) => href({ cursor })}
      />
    </Page>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  return (
    <Empty title={narrowed ? "No finding matches" : "Nothing is open"}>
      <p>
        {narrowed
          ? "Clear the filter to see all of them."
          : "Either no report has come yet, or every check that reports speak of has passed."}
      </p>
    </Empty>
  );
}
