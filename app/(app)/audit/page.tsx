import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { plural } from "@/lib/format";
import { firstValues, withQuery } from "@/lib/href";
import { type AuditItem, auditQuerySchema, listAudit, listAuditChoices } from "@/lib/queries/people";
import { reading } from "@/lib/queries/reading";
import { ACTION_WORDS } from "./words";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const viewer = await viewerWho("audit.read");
  if (!viewer) notFound();
  const asked = firstValues(await searchParams);
  const query = auditQuerySchema.catch(auditQuerySchema.parse({})).parse(asked);
  const { action, person } = query;
  const [events, choices, at] = await Promise.all([
    listAudit(viewer, query),
    listAuditChoices(viewer),
    reading(),
  ]);
  // What is asked for is in the list even where it has become rare.
  const actions = [...new Set([...choices.actions, ...(action ? [action] : [])])].sort();
  const filtered = Boolean(action ?? person);
  const href = (cursor: string | null) => withQuery("/audit", { action, person, cursor });
  return (
    <Page
      title="Audit log"
      facts={plural(events.total, filtered ? "event matches" : "event", filtered ? "events match" : "events")}
    >
      <form className="no-print mt-6 mb-4 flex flex-wrap items-end gap-3" action="/audit">
        <label className="grow basis-40 sm:max-w-56">
          <span className="mb-1 block text-12 text-ink-3">Action</span>
          <select key={action} name="action" defaultValue={action ?? ""} className="field">
            <option value="">any</option>
            {actions.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label className="grow basis-40 sm:max-w-72">
          <span className="mb-1 block text-12 text-ink-3">Person, or a token of theirs</span>
          <select key={person} name="person" defaultValue={person ?? ""} className="field">
            <option value="">anybody</option>
            {choices.people.map(({ id, name, email }) => (
              <option key={id} value={id}>
                {name} ({email})
              </option>
            ))}
          </select>
        </label>
        <Button type="submit">Filter</Button>
        {filtered && (
          <Link href="/audit" className="link pb-2 text-12">
            Clear
          </Link>
        )}
      </form>
      {events.items.length === 0 ? (
        <Empty title={filtered ? "No event matches" : "Nothing has happened yet"}>
          <p>
            {filtered ? "Clear the filter to see all of them." : "Sign-ins and all changes are noted here."}
          </p>
        </Empty>
      ) : (
        <>
          <Table caption="Events, the latest first">
            <thead>
              <tr>
                <Head>When</Head>
                <Head>Who</Head>
                <Head>What</Head>
                <Head>Details</Head>
                <Head>From</Head>
              </tr>
            </thead>
            <tbody>
              {events.items.map((event) => (
                <tr key={event.id} className="hover:bg-sunken">
                  <Cell className="text-ink-3">
                    <Time at={event.at} {...at} as="moment" />
                  </Cell>
                  <Cell className="min-w-36 [overflow-wrap:anywhere]">{event.actor}</Cell>
                  <Cell className="min-w-52 [overflow-wrap:anywhere]">
                    <What event={event} />
                  </Cell>
                  <Cell className="min-w-40 text-12 text-ink-2 leading-5 [overflow-wrap:anywhere]">
                    {event.data.map(([name, value]) => (
                      <span key={name} className="mr-3">
                        <span className="text-ink-3">{name}</span> {value}
                      </span>
                    ))}
                  </Cell>
                  <Cell className="whitespace-nowrap text-12 text-ink-3 leading-5">
                    {event.address || "–"}
                  </Cell>
                </tr>
              ))}
            </tbody>
          </Table>
          <Pager total={events.total} limit={query.limit} offset={query.cursor} what="events" hrefOf={href} />
        </>
      )}
    </Page>
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Where the thing that it concerned is to be seen; what is gone since answers so itself. */
const PLACES: Record<string, string> = { report: "/reports", host: "/hosts" };

/** The words, what it concerned (an id says nothing to people), and the name of the action for those who search. */
function What({ event: { action, target } }: { event: AuditItem }) {
  const words = ACTION_WORDS[action] ?? action;
  const place = target && UUID.test(target) ? PLACES[action.split(".")[0] ?? ""] : undefined;
  return (
    <>
      {place ? (
        <Link href={`${place}/${target}`} className="link">
          {words}
        </Link>
      ) : (
        words
      )}
      {target && !UUID.test(target) && ` ${target}`}
      {ACTION_WORDS[action] && <code className="block text-11 text-ink-3">{action}</code>}
    </>
  );
}
