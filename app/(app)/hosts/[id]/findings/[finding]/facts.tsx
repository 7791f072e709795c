import { Due } from "@/components/finding/due";
import { Labels } from "@/components/finding/labels";
import { stateWords } from "@/components/finding/states";
import { Time } from "@/components/ui/time";
import { gain, plural } from "@/lib/format";
import type { FindingView } from "@/lib/queries/finding";

interface FactsProps {
  finding: FindingView;
  zone: string;
  now: number;
}

/** How it stands with one finding: its state, whose it is, until when, and what it is worth. */
export function Facts({ finding, ...at }: FactsProps) {
  const { state, unheard, closedAt, dueAt, dueByHand, assignee, labels, reopened } = finding;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-13">
      <dt className="text-ink-3">State</dt>
      <dd className="font-bold">{stateWords(state, unheard)}</dd>
      <dt className="text-ink-3">So since</dt>
      <dd>
        <Time at={finding.sinceAt} {...at} as="moment" />
      </dd>
      <dt className="text-ink-3">First seen</dt>
      <dd>
        <Time at={finding.openedAt} {...at} as="moment" />
      </dd>
      {reopened > 0 && (
        <>
          <dt className="text-ink-3">Came back</dt>
          <dd>{plural(reopened, "time")}</dd>
        </>
      )}
      {closedAt === null && (
        <>
          <dt className="text-ink-3">Due</dt>
          <dd>
            <Due at={dueAt} byHand={dueByHand} {...at} />
            {dueAt !== null && (
              <span className="block text-12 text-ink-3">
                {dueByHand ? "set by hand" : "by the service level"}
              </span>
            )}
          </dd>
        </>
      )}
      <dt className="text-ink-3">Whose it is</dt>
      <dd className="[overflow-wrap:anywhere]">{assignee?.name ?? "nobody's"}</dd>
      <dt className="text-ink-3">Worth</dt>
      <dd>{finding.gain > 0 ? `${gain(finding.gain)} points of the fortress` : "no points now"}</dd>
      {finding.watchers > 0 && (
        <>
          <dt className="text-ink-3">Watched by</dt>
          <dd>{plural(finding.watchers, "person", "people")}</dd>
        </>
      )}
      {labels.length > 0 && (
        <>
          <dt className="text-ink-3">Labels</dt>
          <dd>
            <Labels labels={labels} />
          </dd>
        </>
      )}
    </dl>
  );
}
