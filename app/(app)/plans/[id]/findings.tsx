import { stateWords } from "@/components/finding/states";
import { ActionForm, Choice, Submit } from "@/components/ui/action-form";
import { ChooseAll } from "@/components/ui/choose-all";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { gain, plural } from "@/lib/format";
import { isOpen } from "@/lib/fortress/state";
import { withQuery } from "@/lib/href";
import type { FindingItem } from "@/lib/queries/findings";
import type { Page } from "@/lib/queries/paging";
import type { PlanItem } from "@/lib/queries/plans";
import { removeFindingsAction } from "../actions";

const LIMIT = 100;

interface PlanFindingsProps {
  plan: PlanItem;
  findings: Page<FindingItem>;
  offset: number;
  mayEdit: boolean;
  zone: string;
  now: number;
}

/** The findings of a plan by fortress, with the way to take some out. */
export function PlanFindings({ plan, findings, offset, mayEdit, ...at }: PlanFindingsProps) {
  const choose = mayEdit && plan.state === "running" && findings.total > 0;
  const table = (
    <Table caption={`Findings of ${plan.title}`}>
      <thead>
        <tr>
          <Head>Fortress</Head>
          <Head>Weakness</Head>
          <Head>State</Head>
          <Head number className="hidden sm:table-cell">
            Since
          </Head>
          <Head className="hidden sm:table-cell">Whose</Head>
          <Head number>Worth</Head>
        </tr>
      </thead>
      <tbody>
        {findings.items.map((finding) => (
          <tr key={finding.id}>
            <Cell>
              {choose && (
                <Choice
                  name="finding"
                  value={finding.id}
                  className="mr-3 accent-ink"
                  aria-label={`Choose ${finding.title} on ${finding.host.name}`}
                />
              )}
              <Link href={`/hosts/${finding.host.id}`} className="link">
                {finding.host.name}
              </Link>
            </Cell>
            <Cell>
              <Link href={`/hosts/${finding.host.id}/findings/${finding.id}`} className="link">
                {finding.title}
              </Link>
              <code className="block text-ink-3 [overflow-wrap:anywhere]">{finding.check}</code>
            </Cell>
            <Cell>{stateWords(finding.state, finding.unheard)}</Cell>
            <Cell number className="hidden sm:table-cell">
              <Time at={finding.sinceAt} {...at} />
            </Cell>
            <Cell className="hidden sm:table-cell">
              {finding.assignee?.name ?? <span className="text-ink-3">nobody</span>}
            </Cell>
            <Cell number className="font-bold">
              {isOpen(finding) && finding.gain > 0 ? gain(finding.gain) : "·"}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
  return (
    <Section
      title="Findings"
      id="findings"
      note={
        <Link href={withQuery("/findings", { by: "host", plan: plan.id, state: "all" })} className="link">
          {plural(findings.total, "finding")} as a list
        </Link>
      }
    >
      {findings.total === 0 && <p className="text-ink-2">Nothing is in this plan any more.</p>}
      {findings.total > 0 && !choose && table}
      {choose && (
        <ActionForm action={removeFindingsAction}>
          <input type="hidden" name="plan" value={plan.id} />
          {table}
          <div className="no-print mt-4 flex flex-wrap gap-2">
            <Submit>Take the chosen out of the plan</Submit>
            <ChooseAll name="finding" />
          </div>
        </ActionForm>
      )}
      <Pager
        total={findings.total}
        limit={LIMIT}
        offset={offset}
        what="findings"
        hrefOf={(cursor) => withQuery(`/plans/${plan.id}`, { cursor })}
      />
    </Section>
  );
}
