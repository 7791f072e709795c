import { Due } from "@/components/finding/due";
import { WorkLine } from "@/components/finding/work-list";
import { changeWords } from "@/components/finding/work-words";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { Section } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { plural, whole } from "@/lib/format";
import type { DecisionItem } from "@/lib/queries/decisions";
import type { OwnChange } from "@/lib/queries/own-acts";
import type { PlanItem } from "@/lib/queries/plans";
import { undoAction } from "./actions";

interface At {
  zone: string;
  now: number;
}

/** Proposals that the reader can approve or refuse. */
export function AnswerList({ items }: { items: readonly DecisionItem[] }) {
  if (items.length === 0) return null;
  return (
    <Section title="Decisions that wait for your answer" note={plural(items.length, "proposal")}>
      <ul>
        {items.map(({ id, title, treatment, severity, hostCount, proposedBy, lastDay }) => (
          <WorkLine
            key={id}
            href={`/decisions/${id}`}
            title={title}
            about={`${treatment} · ${severity} · ${plural(hostCount, "fortress", "fortresses")} · proposed by ${proposedBy}`}
            when={`until ${lastDay}`}
          />
        ))}
      </ul>
    </Section>
  );
}

/** Plans that are the reader's. */
export function PlanList({ items, ...at }: { items: readonly PlanItem[] } & At) {
  if (items.length === 0) return null;
  return (
    <Section title="Your plans" note={plural(items.length, "plan")}>
      <ul>
        {items.map(({ id, title, dueAt, progress: { total, closed } }) => (
          <WorkLine
            key={id}
            href={`/plans/${id}`}
            title={title}
            about={`${whole(closed)} of ${plural(total, "finding")} closed`}
            when={<Due at={dueAt} {...at} />}
          />
        ))}
      </ul>
    </Section>
  );
}

/** What the reader changed lately: each act can be undone. */
export function ChangeList({ items, ...at }: { items: readonly OwnChange[] } & At) {
  if (items.length === 0) return null;
  return (
    <Section title="What you changed this week" id="changes">
      <ul>
        {items.map(({ id, at: when, count, undone, change }) => (
          <li
            key={id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-line border-b py-2 text-13"
          >
            <span className="min-w-0 grow basis-72 [overflow-wrap:anywhere]">
              {plural(count, "finding")}: {changeWords(change)}
              <span className="block text-12 text-ink-3">
                <Time at={when} {...at} as="moment" />
              </span>
            </span>
            {undone ? (
              <span className="text-12 text-ink-3">undone</span>
            ) : (
              <ActionForm action={undoAction}>
                <input type="hidden" name="id" value={id} />
                <Submit small aria-label={`Undo: ${plural(count, "finding")} ${changeWords(change)}`}>
                  Undo
                </Submit>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
