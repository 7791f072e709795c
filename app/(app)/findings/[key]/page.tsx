import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GuidancePanel } from "@/components/check/guidance";
import { DecideLink } from "@/components/decision/decide-link";
import { Due } from "@/components/finding/due";
import { stateWords } from "@/components/finding/states";
import { TOWER_NAMES } from "@/components/fortress/types";
import { Choice } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Lead, Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { gain, plural } from "@/lib/format";
import { isOpen } from "@/lib/fortress/state";
import { readWeakness } from "@/lib/queries/findings";
import { isTower } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { readWorkChoices } from "@/lib/queries/work";
import { Bulk } from "../bulk";

const keyOf = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export async function generateMetadata({ params }: PageProps<"/findings/[key]">): Promise<Metadata> {
  const weakness = await readWeakness(await requireViewer(), keyOf((await params).key));
  return { title: weakness?.first.title ?? "No such finding" };
}

/** One weakness over all hosts. */
export default async function FindingPage({ params }: PageProps<"/findings/[key]">) {
  const viewer = await requireViewer();
  const [weakness, at, choices] = await Promise.all([
    readWeakness(viewer, keyOf((await params).key)),
    reading(),
    readWorkChoices(viewer),
  ]);
  if (!weakness) notFound();
  const { first, definition, guidance, findings, key } = weakness;
  const open = findings.items.filter(isOpen);
  const worth = open.reduce((sum, finding) => sum + finding.gain, 0);
  const tower = isTower(first.tower) ? first.tower : null;
  const mayWork = can(viewer, "finding.work");
  return (
    <Page
      title={first.title}
      trail={[{ title: "Findings", href: "/findings" }]}
      actions={
        open.length > 0 && (
          <>
            {can(viewer, "plan.edit") && (
              <ButtonLink href={`/plans/new?key=${encodeURIComponent(key)}`}>Plan this</ButtonLink>
            )}
            {can(viewer, "decision.propose") && <DecideLink about={key} />}
          </>
        )
      }
      facts={
        <>
          <code>{key}</code> · {tower && TOWER_NAMES[tower]} · {first.severity}
          {definition?.theme && ` · ${definition.theme.replace("-", " ")}`}
          {definition && !definition.catalogued && " · not in the catalogue: tower and weight are defaults"}
        </>
      }
    >
      <Lead>
        {open.length === 0 ? (
          <>Open on no fortress any more.</>
        ) : (
          <>
            <strong className="font-bold text-ink">
              {first.kind === "check" ? "Fails" : "Open"} on {plural(open.length, "fortress", "fortresses")}
            </strong>
            {worth >= 0.05 && (
              <>; repaired everywhere, their scores rise by {worth.toFixed(1)} points in sum</>
            )}
            .
          </>
        )}
      </Lead>
      <Section title="Where it stands" className="mt-8">
        <Bulk
          viewer={viewer}
          choices={choices}
          query={{ check: key, state: "all" }}
          total={findings.total}
          shown={findings.items.length}
        >
          <Table caption={`Fortresses with ${first.title}`}>
            <thead>
              <tr>
                <Head>Fortress</Head>
                <Head>State</Head>
                <Head className="hidden sm:table-cell">Whose</Head>
                <Head>Due</Head>
                <Head number>Open since</Head>
                <Head number>Came back</Head>
                <Head number>Worth</Head>
              </tr>
            </thead>
            <tbody>
              {findings.items.map((finding) => (
                <tr key={finding.id}>
                  <Cell>
                    {mayWork && (
                      <Choice
                        name="id"
                        value={finding.id}
                        className="mr-3 accent-ink sm:scroll-mb-64"
                        aria-label={`Choose ${finding.host.name}`}
                      />
                    )}
                    <Link
                      href={`/hosts/${finding.host.id}/${finding.tower}#${encodeURIComponent(finding.kind === "check" ? key : "exposures")}`}
                      className="link"
                    >
                      {finding.host.name}
                    </Link>
                  </Cell>
                  <Cell>
                    <Link href={`/hosts/${finding.host.id}/findings/${finding.id}`} className="link">
                      {stateWords(finding.state, finding.unheard)}
                    </Link>
                  </Cell>
                  <Cell className="hidden sm:table-cell">
                    {finding.assignee?.name ?? <span className="text-ink-3">nobody</span>}
                  </Cell>
                  <Cell>
                    {isOpen(finding) ? <Due at={finding.dueAt} byHand={finding.dueByHand} {...at} /> : "·"}
                  </Cell>
                  <Cell number>
                    <Time at={finding.openedAt} {...at} />
                  </Cell>
                  <Cell number>{finding.reopened === 0 ? "·" : plural(finding.reopened, "time")}</Cell>
                  <Cell number className="font-bold">
                    {finding.gain > 0 ? gain(finding.gain) : "·"}
                  </Cell>
                </tr>
              ))}
            </tbody>
          </Table>
        </Bulk>
        {findings.total > findings.items.length && (
          <p className="mt-2 text-12 text-ink-3">
            The first {findings.items.length} of {findings.total}.{" "}
            <Link href={`/findings?by=host&state=all&check=${encodeURIComponent(key)}`} className="link">
              All of them
            </Link>
          </p>
        )}
      </Section>
      {guidance ? (
        <Section title={guidance.repair} note={guidance.title}>
          <div className="mt-4">
            <GuidancePanel guidance={guidance} id="guidance" />
          </div>
        </Section>
      ) : (
        <Section title="Guidance">
          <p className="max-w-[68ch] text-ink-2">
            There is no guidance for this check yet. What the tool itself says stands in the evidence on each
            fortress.
          </p>
        </Section>
      )}
    </Page>
  );
}
