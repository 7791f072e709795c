import type { Metadata } from "next";
import { isMonth, lastDayOfMonth, monthAfter } from "@/components/decision/calendar";
import { DecisionTable } from "@/components/decision/decision-table";
import { DueCalendar } from "@/components/decision/due-calendar";
import { dayWords } from "@/components/decision/words";
import { ExportLinks } from "@/components/ui/export-links";
import { Empty, Page, Section } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/request";
import { plural } from "@/lib/format";
import { dayOf } from "@/lib/fortress/decision-rules";
import { firstValues, withQuery } from "@/lib/href";
import { decisionCalendar } from "@/lib/queries/decision-calendar";
import { listOwners } from "@/lib/queries/decision-choices";
import { decisionQuerySchema, listDecisions } from "@/lib/queries/decisions";
import { findHost } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { listGroups } from "@/lib/queries/work";
import { SavedViews } from "../saved-views";
import { RegisterFilter } from "./register-filter";

export const metadata: Metadata = { title: "Decisions" };

const MONTHS = 3;

/** The register of decisions about risks, and the calendar of their ends. */
export default async function DecisionsPage({ searchParams }: PageProps<"/decisions">) {
  const viewer = await requireViewer();
  const asked = firstValues(await searchParams);
  const query = decisionQuerySchema.catch(decisionQuerySchema.parse({})).parse(asked);
  const { q, state, treatment, severity, key, host, group, owner, ending, endsOn, reviewOn, sort } = query;
  const at = await reading();
  const today = dayOf(at.now);
  const month = isMonth(asked.month ?? "") ? (asked.month ?? "") : today.slice(0, 7);
  const last = lastDayOfMonth(monthAfter(month, MONTHS - 1));
  const [decisions, days, owners, groups, of] = await Promise.all([
    listDecisions(viewer, query, at.now),
    decisionCalendar(viewer, { first: `${month}-01`, last }),
    listOwners(viewer),
    listGroups(viewer),
    host ? findHost(viewer, host) : null,
  ]);
  const filter = {
    ...{ q, treatment, severity, key, host, group, owner, ending, endsOn, reviewOn },
    state: state === "current" ? null : state,
  };
  const rest = { sort: sort === "end" ? null : sort, month: asked.month ?? null };
  const href = (change: Record<string, string | null>) =>
    withQuery("/decisions", { ...filter, ...rest, ...change });
  const filtered = Object.values(filter).some((value) => value !== null && value !== undefined);
  const { total } = decisions;
  return (
    <Page
      title="Decisions"
      facts={
        <>
          {plural(total, "decision")}
          {of && ` about ${of.name}`}
          {key && (
            <>
              {" "}
              about <code>{key}</code>
            </>
          )}
          {endsOn && ` with the last day ${dayWords(endsOn)}`}
          {reviewOn && ` to be reviewed on ${dayWords(reviewOn)}`}
          {" · what is measured never changes by a decision, what is managed does"}
        </>
      }
    >
      <RegisterFilter query={query} owners={owners} groups={groups} filtered={filtered} month={asked.month} />
      <SavedViews page="/decisions" query={asked} viewer={viewer} />
      <ExportLinks
        path="/api/v1/exports/decisions"
        query={{ ...filter, sort: rest.sort }}
        total={total}
        what={["decision", "decisions"]}
      />
      {total === 0 ? (
        <Empty title={filtered ? "No decision matches" : "Nothing is decided"}>
          <p>
            {filtered
              ? "Clear the filter to see what holds and what waits for an answer."
              : "Open a finding or a measure and choose Decide: to reduce, accept, transfer or avoid its risk for a time."}
          </p>
        </Empty>
      ) : (
        <>
          <DecisionTable
            caption="Decisions"
            decisions={decisions.items}
            order={{ sort, hrefOf: (next) => href({ sort: next }) }}
            today={today}
          />
          <Pager
            total={total}
            limit={query.limit}
            offset={query.cursor}
            what="decisions"
            hrefOf={(cursor) => href({ cursor })}
          />
        </>
      )}
      <Section title="What is due" note="proposals and decisions that hold" id="calendar">
        <DueCalendar month={month} months={MONTHS} days={days} today={today} hrefOf={href} />
      </Section>
    </Page>
  );
}
