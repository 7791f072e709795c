import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { addressOf, idsOf, valuesOf } from "@/components/plan/address";
import { BeforeAfter, HostChanges } from "@/components/plan/before-after";
import { CandidateTable } from "@/components/plan/candidate-table";
import { onHosts, workWords } from "@/components/plan/words";
import { Button, ButtonLink } from "@/components/ui/button";
import { ChoiceForm } from "@/components/ui/choice-form";
import { Empty, Lead, Page, Section } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural, score, whole } from "@/lib/format";
import { readWhatIf, type WhatIf } from "@/lib/queries/what-if";
import { type Scope, type WhatIfQuery, whatIfSchema } from "@/lib/queries/what-if-scope";
import { listGroups } from "@/lib/queries/work";

export const metadata: Metadata = { title: "What if" };

/** Choose repairs, and see at once what they do. */
export default async function WhatIfPage({ searchParams }: PageProps<"/what-if">) {
  const viewer = await requireViewer();
  const asked = await searchParams;
  const [host, group] = [valuesOf(asked, "host")[0], valuesOf(asked, "group")[0]];
  const parsed = whatIfSchema.safeParse({
    ...{ host, group },
    hosts: idsOf(asked, "hosts"),
    repair: valuesOf(asked, "repair"),
    all: valuesOf(asked, "all")[0],
  });
  if (!parsed.success) notFound();
  const query = parsed.data;
  const [seen, groups] = await Promise.all([readWhatIf(viewer, query), listGroups(viewer)]);
  if (!seen) notFound();
  const { scope, candidates, more } = seen;
  const chosen = candidates.filter((one) => one.chosen);
  return (
    <Page
      title={`What if: ${nameOf(scope)}`}
      trail={[{ title: "Plans", href: "/plans" }]}
      facts={`${plural(scope.hosts, "fortress", "fortresses")}, ${whole(scope.scored)} with evidence`}
      actions={
        chosen.length > 0 &&
        can(viewer, "plan.edit") && (
          <ButtonLink href={planAddress(query)} look="primary">
            Make a plan of this
          </ButtonLink>
        )
      }
    >
      <Lead>
        <Sentence seen={seen} chosen={chosen.length} />
      </Lead>
      {!host && groups.length > 0 && (
        <form key={group ?? ""} action="/what-if" className="no-print mt-6 flex flex-wrap items-end gap-3">
          <label>
            <span className="mb-1 block text-12 text-ink-3">Fortresses</span>
            <select name="group" defaultValue={group ?? ""} className="field">
              <option value="">all of them</option>
              {groups.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {query.repair.map((key) => (
            <input key={key} type="hidden" name="repair" value={key} />
          ))}
          <Button type="submit">Look</Button>
        </form>
      )}
      {candidates.length === 0 ? (
        <Empty title="There is nothing to repair here">
          <p>
            Either no report has come yet, or nothing that fails would move the score. More proof may: each
            fortress says which.
          </p>
        </Empty>
      ) : (
        <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_340px]">
          <Section
            title="Repairs"
            note="worth in points of the fortresses in sum, each repaired alone"
            className=""
          >
            <ChoiceForm action="/what-if">
              {host && <input type="hidden" name="host" value={host} />}
              {group && <input type="hidden" name="group" value={group} />}
              {query.all && <input type="hidden" name="all" value={query.all} />}
              {query.hosts.map((id) => (
                <input key={id} type="hidden" name="hosts" value={id} />
              ))}
              <CandidateTable candidates={candidates} />
              <div className="no-print mt-4 flex flex-wrap items-center gap-3">
                <Button type="submit">Show what they do</Button>
                {chosen.length > 0 && (
                  <ButtonLink href={addressOf("/what-if", placeOf(query))} look="quiet">
                    Choose none
                  </ButtonLink>
                )}
                {more > 0 && (
                  <ButtonLink href={allAddress(query)} look="quiet">
                    Also list {plural(more, "repair")} of less worth
                  </ButtonLink>
                )}
              </div>
            </ChoiceForm>
          </Section>
          <div className="order-first lg:sticky lg:top-4 lg:order-none lg:self-start">
            <Section
              title={scope.kind === "host" ? "The fortress" : "Mean of the fortresses"}
              note={seen.estimated ? "an estimate" : undefined}
              className=""
            >
              <div aria-live="polite">
                <BeforeAfter
                  caption={`${nameOf(scope)} before and after`}
                  before={scope.mean}
                  after={seen.after}
                />
              </div>
              {seen.estimated && (
                <p className="mt-2 text-12 text-ink-3">
                  {whole(seen.changing)} fortresses change: too many to compute each. The figure adds up what
                  each repair is worth alone; together they can be worth more or less.
                </p>
              )}
            </Section>
          </div>
        </div>
      )}
      {seen.changes.length > 0 && scope.kind !== "host" && (
        <Section title="Fortress by fortress" note="computed anew, with all chosen repairs together">
          <HostChanges changes={seen.changes} />
        </Section>
      )}
    </Page>
  );
}

function Sentence({ seen, chosen }: { seen: WhatIf; chosen: number }) {
  const { scope, after, minutes, changing } = seen;
  if (scope.scored === 0) return <>No fortress here has evidence yet.</>;
  if (chosen === 0) {
    return (
      <>
        Proven {score(scope.mean.proven)}. Choose repairs to see what they would do together; none is done by
        it.
      </>
    );
  }
  return (
    <>
      <strong className="font-bold text-ink">
        From {score(scope.mean.proven)} to {score(after.proven)}
      </strong>{" "}
      with {plural(chosen, "repair")} {onHosts(changing)}, {workWords(minutes)} of work in sum.
    </>
  );
}

const nameOf = ({ kind, name, hosts }: Scope): string => {
  if (kind === "host") return name ?? "a fortress";
  if (kind === "group") return `group ${name ?? ""}`;
  return kind === "hosts" ? `${whole(hosts)} chosen fortresses` : "all fortresses";
};

const placeOf = ({ host, group, hosts }: WhatIfQuery) =>
  [["host", host], ["group", group], ...hosts.map((id) => ["hosts", id] as const)] as const;

const planAddress = (query: WhatIfQuery): string =>
  addressOf("/plans/new", [...query.repair.map((key) => ["key", key] as const), ...placeOf(query)]);

const allAddress = (query: WhatIfQuery): string =>
  addressOf("/what-if", [
    ...query.repair.map((key) => ["repair", key] as const),
    ...placeOf(query),
    ["all", "1"],
  ]);
