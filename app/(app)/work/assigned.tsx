import { Due } from "@/components/finding/due";
import { stateWords } from "@/components/finding/states";
import { WorkLine } from "@/components/finding/work-list";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { plural } from "@/lib/format";
import type { FindingItem } from "@/lib/queries/findings";
import type { Assigned } from "@/lib/queries/my-work";

interface AssignedListsProps {
  assigned: Assigned;
  zone: string;
  now: number;
}

const PARTS = [
  ["overdue", "Overdue"],
  ["week", "This week"],
  ["later", "Later"],
  ["undated", "No date"],
] as const;

/** What is the reader's, by when it is due. */
export function AssignedLists({ assigned, ...at }: AssignedListsProps) {
  return (
    <>
      {PARTS.map(([part, title]) => {
        const items = assigned[part];
        return items.length === 0 ? null : (
          <Section key={part} title={title} note={plural(items.length, "finding")} className="mt-8">
            <ul>
              {items.map((item) => (
                <Line key={item.id} item={item} {...at} />
              ))}
            </ul>
          </Section>
        );
      })}
      {assigned.more > 0 && (
        <p className="mt-3 text-12 text-ink-3">
          {plural(assigned.more, "more finding")} of yours:{" "}
          <Link href="/findings?by=host&assignee=me&sort=due" className="link">
            the whole list
          </Link>
        </p>
      )}
    </>
  );
}

function Line({ item, zone, now }: { item: FindingItem; zone: string; now: number }) {
  const { id, host, title, severity, state, unheard } = item;
  return (
    <WorkLine
      href={`/hosts/${host.id}/findings/${id}`}
      title={title}
      about={`${host.name} · ${severity} · ${stateWords(state, unheard)}`}
      when={<Due at={item.dueAt} byHand={item.dueByHand} zone={zone} now={now} />}
    />
  );
}
