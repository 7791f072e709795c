import type { ReactNode } from "react";
import { dayWords } from "@/components/decision/words";
import { Sign } from "@/components/fortress/sign";
import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { plural, whole } from "@/lib/format";
import { lastDayOf } from "@/lib/fortress/decision-rules";
import type { SettledRow } from "@/lib/queries/settled";
import { Details } from "./details";

interface SettledChangesProps {
  changes: readonly SettledRow[];
  zone: string;
  now: number;
  /** What takes an approval back, where the reader may; a pattern is withdrawn where it stands. */
  withdraw?: (change: SettledRow) => ReactNode;
  /** What takes back all that was approved in one act. */
  withdrawAct?: (changes: readonly SettledRow[]) => ReactNode;
}

/** Changed files that count nothing, with what settles each: the update of its package, a person's word, or a pattern. */
export function SettledChanges({ changes, withdraw, withdrawAct, ...at }: SettledChangesProps) {
  const explained = changes.filter(({ settled }) => settled === "explained");
  const expected = changes.filter(({ expectation }) => expectation !== null);
  const approved = changes.filter(({ settled, expectation }) => settled === "approved" && !expectation);
  const acts = actsOf(approved);
  const single = acts.flatMap((act) => (act.length === 1 ? act : []));
  return (
    <div className="grid gap-3">
      {explained.length > 0 && (
        <details>
          <summary className="link text-13 text-ink-2">
            {plural(explained.length, "change")} that{" "}
            {explained.length === 1 ? "an update of its" : "updates of their"}{" "}
            {explained.length === 1 ? "package explains" : "packages explain"}
          </summary>
          <Rows changes={explained} {...at} />
        </details>
      )}
      {expected.length > 0 && (
        <details>
          <summary className="link text-13 text-ink-2">
            {plural(expected.length, "change")} approved by a pattern
          </summary>
          <Rows changes={expected} {...at} />
        </details>
      )}
      {acts.map((act) => {
        const [first] = act;
        if (!first || act.length === 1) return null;
        return (
          <div key={`${first.at} ${first.because}`} className="flex flex-wrap items-start gap-x-4">
            <details className="min-w-0 grow basis-64">
              <summary className="link text-13 text-ink-2 [overflow-wrap:anywhere]">
                {plural(act.length, "change")} approved in one act · {first.because} ·{" "}
                <Time at={first.at} {...at} />
              </summary>
              <Rows changes={act} {...at} {...(withdraw && { withdraw })} />
            </details>
            {withdrawAct && <div className="no-print">{withdrawAct(act)}</div>}
          </div>
        );
      })}
      {single.length > 0 && (
        <details open>
          <summary className="link text-13 text-ink-2">
            {plural(single.length, "change")} approved as the new baseline
          </summary>
          <Rows changes={single} {...at} {...(withdraw && { withdraw })} />
        </details>
      )}
    </div>
  );
}

/** What was approved at one time for one reason, the latest first. */
function actsOf(approved: readonly SettledRow[]): SettledRow[][] {
  const acts = new Map<string, SettledRow[]>();
  for (const change of approved) {
    const name = `${change.at} ${change.because}`;
    const act = acts.get(name);
    if (act) act.push(change);
    else acts.set(name, [change]);
  }
  return [...acts.values()].sort((a, b) => ((a[0]?.at ?? "") < (b[0]?.at ?? "") ? 1 : -1));
}

/** So many rows are listed; the page would be too large with all of them. */
const MOST = 200;

function Rows({ changes, zone, now, withdraw }: SettledChangesProps) {
  const rest = changes.length - MOST;
  return (
    <>
      <Table caption="Changes that count nothing">
        <thead>
          <tr>
            <Head>What</Head>
            <Head className="hidden sm:table-cell">Because</Head>
            <Head className="hidden sm:table-cell">Seen by</Head>
            <Head number>Since</Head>
            {withdraw && (
              <Head className="relative">
                <span className="sr-only">Withdraw</span>
              </Head>
            )}
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, MOST).map((change) => (
            <tr key={change.key} id={change.key} className="target:bg-accent-soft">
              <Cell>
                <span className="flex items-start gap-2">
                  <span className="mt-1 shrink-0">
                    <Sign name="proven" />
                  </span>
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    {change.title}
                    <span className="block text-12 text-ink-2 sm:hidden">
                      <Because change={change} />
                    </span>
                    {change.witnesses.some(({ details }) => details.length > 0) && (
                      <details>
                        <summary className="link text-12 text-ink-3">what was seen</summary>
                        {change.witnesses.map(({ source, title, details }) => (
                          <Details key={source} details={details} of={title} />
                        ))}
                      </details>
                    )}
                  </span>
                </span>
              </Cell>
              <Cell className="hidden min-w-40 [overflow-wrap:anywhere] sm:table-cell">
                <Because change={change} />
              </Cell>
              <Cell className="hidden sm:table-cell">
                {change.witnesses.map(({ source, title, reportId }) => (
                  <Link key={source} href={`/reports/${reportId}`} className="link block">
                    {title}
                  </Link>
                ))}
              </Cell>
              <Cell number>
                <Time at={change.at} zone={zone} now={now} />
              </Cell>
              {withdraw && <Cell number>{withdraw(change)}</Cell>}
            </tr>
          ))}
        </tbody>
      </Table>
      {rest > 0 && (
        <p className="mt-2 text-12 text-ink-3">
          {whole(rest)} more {rest === 1 ? "is" : "are"} not listed here; the API lists all of them.
        </p>
      )}
    </>
  );
}

/** Whose word or which update it is; of a pattern, which one and until when. */
function Because({ change: { because, expectation } }: { change: SettledRow }) {
  return (
    <>
      {because}
      {expectation && (
        <span className="block text-12 text-ink-3">
          under <code>{expectation.pattern}</code> until {dayWords(lastDayOf(Date.parse(expectation.until)))}
        </span>
      )}
    </>
  );
}
