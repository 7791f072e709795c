import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { moment } from "@/lib/format";
import type { ScheduleItem } from "@/lib/queries/schedules";
import { RUN_WORDS } from "./words";

interface RunProps {
  run: ScheduleItem["runs"][number];
  at: { now: number; zone: string };
}

/** What became of one time, and why. */
export const RunOutcome = ({ run, at }: RunProps) => (
  <>
    <span className={run.state === "failed" ? "text-failed" : undefined}>{RUN_WORDS[run.state]}</span>{" "}
    <Time at={run.at} as="moment" {...at} />
    {run.error && <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">{run.error}</span>}
  </>
);

export const RunTable = ({ runs, at }: { runs: ScheduleItem["runs"]; at: RunProps["at"] }) => (
  <Table caption="Last runs">
    <thead>
      <tr>
        <Head>Was due</Head>
        <Head>What became of it</Head>
      </tr>
    </thead>
    <tbody>
      {runs.map((run) => (
        <tr key={run.dueAt}>
          <Cell className="whitespace-nowrap">{moment(run.dueAt, at.zone)}</Cell>
          <Cell>
            <RunOutcome run={run} at={at} />
          </Cell>
        </tr>
      ))}
    </tbody>
  </Table>
);
