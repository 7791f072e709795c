import clsx from "clsx";
import { Link } from "@/components/ui/link";
import { Cell, Head, SortHead, Table } from "@/components/ui/table";
import type { DecisionItem } from "@/lib/queries/decisions";
import { dayWords, STATE_WORDS, scopeWords, standingWords, TREATMENT_WORDS } from "./words";

interface DecisionTableProps {
  caption: string;
  decisions: readonly DecisionItem[];
  /** Left out: it cannot be sorted. */
  order?: { sort: string; hrefOf: (sort: string) => string };
  /** Today: `2026-11-30`. */
  today: string;
}

/** Decisions, one a row: what about, what was decided, for whom and until when. */
export function DecisionTable({ caption, decisions, order, today }: DecisionTableProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          {order ? (
            <SortHead name="title" {...order} hrefOf={(sort) => order.hrefOf(sort.replace("-", ""))}>
              Risk
            </SortHead>
          ) : (
            <Head>Risk</Head>
          )}
          <Head>Decision</Head>
          <Head className="hidden md:table-cell">About</Head>
          <Head className="hidden sm:table-cell">Owner</Head>
          {order ? (
            <SortHead number name="end" {...order}>
              Last day
            </SortHead>
          ) : (
            <Head number>Last day</Head>
          )}
        </tr>
      </thead>
      <tbody>
        {decisions.map((decision) => (
          <Row key={decision.id} decision={decision} today={today} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ decision, today }: { decision: DecisionItem; today: string }) {
  const { id, title, key, severity, treatment, state, owner, proposedBy, lastDay, reviewDay } = decision;
  const standing = standingWords(decision);
  const stands = state === "approved" || state === "proposed";
  return (
    <tr className="hover:bg-sunken">
      <Cell>
        <Link href={`/decisions/${id}`} className="link [overflow-wrap:anywhere]">
          {title}
        </Link>
        <span className="block text-12 text-ink-3">
          {severity} · <code className="[overflow-wrap:anywhere]">{key}</code>
        </span>
        <span className="block text-12 text-ink-3 md:hidden">{scopeWords(decision)}</span>
      </Cell>
      <Cell>
        <span className="font-bold">{TREATMENT_WORDS[treatment].verb}</span>
        <span className={clsx("block text-12", state === "proposed" ? "text-unproven" : "text-ink-3")}>
          {STATE_WORDS[state]}
        </span>
        {standing && (
          <span className={clsx("block text-12", decision.carriedOut ? "text-ink-3" : "text-failed")}>
            {standing}
          </span>
        )}
      </Cell>
      <Cell className="hidden [overflow-wrap:anywhere] md:table-cell">{scopeWords(decision)}</Cell>
      <Cell className="hidden sm:table-cell">{owner?.name ?? proposedBy}</Cell>
      <Cell number>
        {dayWords(lastDay)}
        {stands && reviewDay && (
          <span className={clsx("block text-12", reviewDay <= today ? "text-failed" : "text-ink-3")}>
            review {dayWords(reviewDay)}
          </span>
        )}
      </Cell>
    </tr>
  );
}
