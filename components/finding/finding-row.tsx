import { TOWER_NAMES } from "@/components/fortress/types";
import { Choice } from "@/components/ui/action-form";
import { Link } from "@/components/ui/link";
import { Cell } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { gain } from "@/lib/format";
import { isOpen } from "@/lib/fortress/state";
import type { FindingItem } from "@/lib/queries/findings";
import { isTower } from "@/lib/queries/hosts";
import { Due } from "./due";
import { Labels } from "./labels";
import { stateWords } from "./states";

interface FindingRowProps {
  finding: FindingItem;
  choose: boolean;
  zone: string;
  now: number;
}

/** Clear of the bar at the foot of the list, when the focus comes here. */
const CLEAR = "sm:scroll-mb-64";

export function FindingRow({ finding, choose, zone, now }: FindingRowProps) {
  const { id, check, title, host, tower, severity, state, unheard, assignee, labels } = finding;
  return (
    <tr className="hover:bg-sunken has-[input:checked]:bg-accent-soft">
      <Cell>
        <span className="flex items-start gap-3">
          {choose && (
            <Choice
              name="id"
              value={id}
              className={`mt-1 shrink-0 accent-ink ${CLEAR}`}
              aria-label={`Choose ${title} on ${host.name}`}
            />
          )}
          <span className="min-w-36">
            <Link href={`/hosts/${host.id}/findings/${id}`} className={`link ${CLEAR}`}>
              {title}
            </Link>
            <code className="block text-ink-3 [overflow-wrap:anywhere]">{check}</code>
            <Labels labels={labels} />
          </span>
        </span>
      </Cell>
      <Cell>
        <Link href={`/hosts/${host.id}`} className="link">
          {host.name}
        </Link>
      </Cell>
      <Cell className="hidden lg:table-cell">{isTower(tower) ? TOWER_NAMES[tower] : tower}</Cell>
      <Cell className="hidden sm:table-cell">{severity}</Cell>
      <Cell>{stateWords(state, unheard)}</Cell>
      <Cell className="hidden sm:table-cell">
        {assignee ? assignee.name : <span className="text-ink-3">nobody</span>}
      </Cell>
      <Cell>
        {isOpen(finding) ? <Due at={finding.dueAt} byHand={finding.dueByHand} {...{ zone, now }} /> : "·"}
      </Cell>
      <Cell number className="hidden sm:table-cell">
        <Time at={finding.openedAt} zone={zone} now={now} />
      </Cell>
      <Cell number className="font-bold">
        {finding.gain > 0 ? gain(finding.gain) : "·"}
      </Cell>
    </tr>
  );
}
