import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { addressOf, selectionOf } from "@/components/plan/address";
import { PlanFields } from "@/components/plan/plan-fields";
import { onHosts } from "@/components/plan/words";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Lead, Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { viewerWho } from "@/lib/auth/request";
import { list, plural, whole } from "@/lib/format";
import { readSelection, type Selection, selectionSchema } from "@/lib/queries/plan-selection";
import { listAssignable } from "@/lib/queries/work";
import { makePlanAction } from "../actions";

export const metadata: Metadata = { title: "New plan" };

const TRAIL = [{ title: "Plans", href: "/plans" }];

/** A plan of what the address names, before it is made. */
export default async function NewPlanPage({ searchParams }: PageProps<"/plans/new">) {
  const viewer = await viewerWho("plan.edit");
  if (!viewer) notFound();
  const parsed = selectionSchema.safeParse(selectionOf(await searchParams));
  if (!parsed.success) return <Nothing title="Nothing is chosen yet" />;
  const of = parsed.data;
  const [seen, people] = await Promise.all([readSelection(viewer, of), listAssignable(viewer)]);
  if (!seen) return <Nothing title="Nothing of this is open" />;
  const rest = seen.hosts - seen.names.length;
  return (
    <Page title="New plan" trail={TRAIL}>
      <Lead>
        <strong className="font-bold text-ink">{plural(seen.findings, "open finding")}</strong>{" "}
        {onHosts(seen.hosts)}: {list([...seen.names, ...(rest > 0 ? [`${whole(rest)} more`] : [])])}.
      </Lead>
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-2">
        <ActionForm action={makePlanAction} className="grid max-w-[68ch] gap-4">
          {piecesOf(of).map(({ at, text }) => (
            <input key={at} type="hidden" name="of" value={text} />
          ))}
          <PlanFields title={seen.title} goal="" owner={viewer.userId} due={null} people={people} />
          <div className="flex flex-wrap gap-2">
            <Submit look="primary">Make the plan</Submit>
            {of.keys && (
              <ButtonLink href={whatIfAddress(of)} look="quiet">
                See what it would do
              </ButtonLink>
            )}
          </div>
          <p className="text-12 text-ink-3">
            The score that the repairs will give is predicted when the plan is made, and compared with what
            later reports measure.
          </p>
        </ActionForm>
        <Section title="What it holds" className="">
          <Table caption="Repairs of the plan">
            <thead>
              <tr>
                <Head>Repair</Head>
                <Head number>Fortresses</Head>
              </tr>
            </thead>
            <tbody>
              {seen.repairs.map(({ key, title, hosts }) => (
                <tr key={key}>
                  <Cell>
                    <Link href={`/findings/${encodeURIComponent(key)}`} className="link">
                      {title}
                    </Link>
                    <code className="block text-ink-3 [overflow-wrap:anywhere]">{key}</code>
                  </Cell>
                  <Cell number>{whole(hosts)}</Cell>
                </tr>
              ))}
            </tbody>
          </Table>
          <More seen={seen.repairs.reduce((sum, { hosts }) => sum + hosts, 0)} all={seen.findings} />
        </Section>
      </div>
    </Page>
  );
}

const More = ({ seen, all }: { seen: number; all: number }) =>
  all > seen && (
    <p className="mt-2 text-12 text-ink-3">And {plural(all - seen, "finding")} of other repairs.</p>
  );

const Nothing = ({ title }: { title: string }) => (
  <Page title="New plan" trail={TRAIL}>
    <Empty title={title}>
      <p>
        A plan is made from a weakness, from a fortress or one of its towers, from chosen findings, or from
        the planner. Begin with{" "}
        <Link href="/what-if" className="link">
          what repairs would do
        </Link>
        , or with the{" "}
        <Link href="/findings" className="link">
          findings
        </Link>
        .
      </p>
    </Empty>
  </Page>
);

/** A field of a form holds at most 5,000 characters. */
const PIECE = 4_000;

function piecesOf(of: Selection): { at: number; text: string }[] {
  const text = JSON.stringify(of);
  const count = Math.ceil(text.length / PIECE);
  return Array.from({ length: count }, (_, at) => ({ at, text: text.slice(at * PIECE, (at + 1) * PIECE) }));
}

const whatIfAddress = ({ keys = [], hosts = [], group }: Selection): string =>
  addressOf("/what-if", [
    ...keys.map((key) => ["repair", key] as const),
    ...(hosts.length === 1 ? [["host", hosts[0]] as const] : hosts.map((id) => ["hosts", id] as const)),
    ["group", group],
  ]);
