import type { Metadata } from "next";
import Link from "next/link";
import { STATE_CHOICES, stateWords } from "@/components/finding/states";
import { TOWER_NAMES } from "@/components/fortress/types";
import { Button } from "@/components/ui/button";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Cell, Head, SortHead, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { gain, plural } from "@/lib/format";
import { SEVERITIES, TOWERS } from "@/lib/fortress/types";
import { firstValues, withQuery } from "@/lib/href";
import { findingQuerySchema, listFindings, listWeaknesses } from "@/lib/queries/findings";
import { findHost, isTower } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";

export const metadata: Metadata = { title: "Findings" };

/** By weakness, or one by one: `?by=host`, and always within one host. */
export default async function FindingsPage({ searchParams }: PageProps<"/findings">) {
  const viewer = await requireViewer();
  const asked = firstValues(await searchParams);
  const query = findingQuerySchema.catch(findingQuerySchema.parse({})).parse(asked);
  const one = query.host !== undefined || asked.by === "host" || asked.sort === "-opened";
  const [at, host] = await Promise.all([reading(), query.host ? findHost(viewer, query.host) : null]);
  const { q, tower, severity, state, sort } = query;
  const href = (change: Record<string, string | null>) =>
    withQuery("/findings", {
      q,
      tower,
      severity,
      state: state === "current" ? null : state,
      host: query.host,
      by: asked.by,
      sort,
      ...change,
    });
  const filtered = Boolean(q ?? tower ?? severity ?? query.host) || state !== "current";
  const findings = one ? await listFindings(viewer, query) : null;
  const weaknesses = one ? null : await listWeaknesses(viewer, query);
  const total = findings?.total ?? weaknesses?.total ?? 0;
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
          {one ? (
            <Link
              href={href({ by: null, host: null, sort: null, cursor: null })}
              prefetch={false}
              className="link"
            >
              one line a weakness
            </Link>
          ) : (
            <Link href={href({ by: "host", cursor: null })} prefetch={false} className="link">
              one line a host
            </Link>
          )}
        </>
      }
    >
      <form
        // Afresh with every filter: a select does not follow its default value.
        key={withQuery("/findings", { q, tower, severity, state })}
        className="no-print mt-6 mb-4 flex flex-wrap items-end gap-3"
        action="/findings"
      >
        {query.host && <input type="hidden" name="host" value={query.host} />}
        {asked.by && <input type="hidden" name="by" value={asked.by} />}
        <label className="grow basis-56 sm:max-w-xs">
          <span className="mb-1 block text-12 text-ink-3">Title or check</span>
          <input type="search" name="q" defaultValue={q} className="field" maxLength={200} />
        </label>
        <Choice
          name="tower"
          title="Tower"
          value={tower}
          options={TOWERS.map((name) => [name, TOWER_NAMES[name]])}
        />
        <Choice
          name="severity"
          title="Severity"
          value={severity}
          options={SEVERITIES.map((name) => [name, name])}
        />
        <label>
          <span className="mb-1 block text-12 text-ink-3">State</span>
          <select name="state" defaultValue={state} className="field">
            {STATE_CHOICES.map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit">Filter</Button>
        {filtered && (
          <Link href="/findings" prefetch={false} className="link pb-2 text-12">
            Clear
          </Link>
        )}
      </form>
      {total === 0 ? (
        <Empty title={filtered ? "No finding matches" : "Nothing is open"}>
          <p>
            {filtered
              ? "Clear the filter to see all of them."
              : "Either no report has come yet, or every check that reports speak of has passed."}
          </p>
        </Empty>
      ) : (
        <>
          {weaknesses && (
            <Table caption="Weaknesses of the fleet">
              <thead>
                <tr>
                  <Head>Check that fails</Head>
                  <Head className="hidden sm:table-cell">Tower</Head>
                  <Head className="hidden sm:table-cell">Severity</Head>
                  <Head number>Fortresses</Head>
                  <Head number>Worth to the fleet</Head>
                </tr>
              </thead>
              <tbody>
                {weaknesses.items.map((weakness) => (
                  <tr key={weakness.key} className="hover:bg-sunken">
                    <Cell>
                      <Link
                        href={`/findings/${encodeURIComponent(weakness.key)}`}
                        prefetch={false}
                        className="link"
                      >
                        {weakness.title}
                      </Link>
                      <code className="block text-ink-3 [overflow-wrap:anywhere]">{weakness.key}</code>
                    </Cell>
                    <Cell className="hidden sm:table-cell">
                      {isTower(weakness.tower) ? TOWER_NAMES[weakness.tower] : weakness.tower}
                    </Cell>
                    <Cell className="hidden sm:table-cell">{weakness.severity}</Cell>
                    <Cell number>{weakness.hosts}</Cell>
                    <Cell number className="font-bold">
                      {weakness.gain > 0 ? gain(weakness.gain) : "·"}
                    </Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
          {findings && (
            <Table caption="Findings">
              <thead>
                <tr>
                  <Head>Check that fails</Head>
                  <SortHead name="host" sort={sort} hrefOf={(next) => href({ sort: next.replace("-", "") })}>
                    Host
                  </SortHead>
                  <Head className="hidden sm:table-cell">Tower</Head>
                  <SortHead
                    name="severity"
                    sort={sort}
                    hrefOf={(next) => href({ sort: next.replace("-", "") })}
                  >
                    Severity
                  </SortHead>
                  <Head>State</Head>
                  <SortHead
                    number
                    name="opened"
                    sort={sort}
                    first="down"
                    hrefOf={(next) => href({ sort: next })}
                  >
                    Since
                  </SortHead>
                  <SortHead
                    number
                    name="gain"
                    sort={sort}
                    first="down"
                    hrefOf={(next) => href({ sort: next })}
                  >
                    Worth
                  </SortHead>
                </tr>
              </thead>
              <tbody>
                {findings.items.map((finding) => (
                  <tr key={finding.id} className="hover:bg-sunken">
                    <Cell>
                      <Link
                        href={`/findings/${encodeURIComponent(finding.check)}`}
                        prefetch={false}
                        className="link"
                      >
                        {finding.title}
                      </Link>
                      <code className="block text-ink-3 [overflow-wrap:anywhere]">{finding.check}</code>
                    </Cell>
                    <Cell>
                      <Link href={`/hosts/${finding.host.id}`} prefetch={false} className="link">
                        {finding.host.name}
                      </Link>
                    </Cell>
                    <Cell className="hidden sm:table-cell">
                      {isTower(finding.tower) ? TOWER_NAMES[finding.tower] : finding.tower}
                    </Cell>
                    <Cell>{finding.severity}</Cell>
                    <Cell>{stateWords(finding.state)}</Cell>
                    <Cell number>
                      <Time at={finding.openedAt} {...at} />
                    </Cell>
                    <Cell number className="font-bold">
                      {finding.gain > 0 ? gain(finding.gain) : "·"}
                    </Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
          <Pager
            total={total}
            limit={query.limit}
            offset={query.cursor}
            what={findings ? "findings" : "weaknesses"}
            hrefOf={(cursor) => href({ cursor })}
          />
        </>
      )}
    </Page>
  );
}

interface ChoiceProps {
  name: string;
  title: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
}

function Choice({ name, title, value, options }: ChoiceProps) {
  return (
    <label>
      <span className="mb-1 block text-12 text-ink-3">{title}</span>
      <select name={name} defaultValue={value ?? ""} className="field">
        <option value="">any</option>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
