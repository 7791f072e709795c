import type { Metadata } from "next";
import { Board } from "@/components/finding/board";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { BOARD_COLUMNS } from "@/lib/board";
import { firstValues, withQuery } from "@/lib/href";
import { readBoard } from "@/lib/queries/board";
import { filterOf } from "@/lib/queries/finding-filter";
import { findingQuerySchema } from "@/lib/queries/findings";
import { findHost } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { readWorkChoices } from "@/lib/queries/work";
import { moveAction } from "./actions";
import { Filters } from "./filters";

export const metadata: Metadata = { title: "Board" };

/** What of a list's filter the columns say themselves. */
const usual = { state: "current", sort: "-gain" } as const;

export default async function BoardPage({ searchParams }: PageProps<"/board">) {
  const viewer = await requireViewer();
  const asked = { ...firstValues(await searchParams), ...usual };
  const query = findingQuerySchema.catch(findingQuerySchema.parse({})).parse(asked);
  const at = await reading();
  const [board, choices, host] = await Promise.all([
    readBoard(viewer, query, at.now),
    readWorkChoices(viewer),
    query.host ? findHost(viewer, query.host) : null,
  ]);
  const filter = filterOf(query);
  const list = (state: string, text: string) => ({
    href: withQuery("/findings", { by: "host", ...filter, state }),
    text,
  });
  const mayWork = can(viewer, "finding.work");
  const none = BOARD_COLUMNS.every((column) => board[column].total === 0);
  return (
    <Page
      title={host ? `Board of ${host.name}` : "Board"}
      trail={host ? [{ title: host.name, href: `/hosts/${host.id}` }] : []}
      facts={
        <>
          {mayWork && "Drag a card, or press Shift and an arrow key on it. "}Only a report moves one to
          verified.{" "}
          <Link href={withQuery("/findings", { by: "host", ...filter })} className="link">
            The same as a list
          </Link>
        </>
      }
    >
      <Filters query={query} filter={filter} choices={choices} mayWork={mayWork} />
      {none ? (
        <Empty title={Object.keys(filter).length > 0 ? "No finding matches" : "Nothing is open"}>
          <p>
            {Object.keys(filter).length > 0
              ? "Clear the filter to see all of them."
              : "Bring an audit report: what fails in it stands here as cards."}
          </p>
        </Empty>
      ) : (
        <Board
          board={board}
          action={moveAction}
          mayWork={mayWork}
          lists={{
            open: [list("open", "open"), list("reopened", "came back")],
            "in-progress": [list("in-progress", "in progress")],
            fixed: [list("fixed", "fixed")],
            verified: [list("verified", "verified")],
          }}
          {...at}
        />
      )}
    </Page>
  );
}
