import { Due } from "@/components/finding/due";
import { stateWords } from "@/components/finding/states";
import { WorkLine } from "@/components/finding/work-list";
import { lastWords } from "@/components/finding/work-words";
import { Section } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format";
import type { Awaited, Watched } from "@/lib/queries/my-work";

interface At {
  zone: string;
  now: number;
}

/** What is said to be fixed, and whose report has to show it. */
export function AwaitedList({ items, total, ...at }: { items: readonly Awaited[]; total: number } & At) {
  if (items.length === 0) return null;
  return (
    <Section title="Fixed, waiting for proof" note={plural(total, "finding")}>
      <p className="mb-2 max-w-[68ch] text-13 text-ink-2">
        A report from after the repair verifies these, or brings them back.
      </p>
      <ul>
        {items.map(({ id, host, title, source, reportedAt, sinceAt }) => (
          <WorkLine
            key={id}
            href={`/hosts/${host.id}/findings/${id}`}
            title={title}
            about={
              <>
                {host.name} · {source} proves it,{" "}
                {reportedAt === null ? (
                  "and no report of it is here"
                ) : (
                  <>
                    last report <Time at={reportedAt} {...at} as="moment" />
                  </>
                )}
              </>
            }
            when={
              <>
                since <Time at={sinceAt} {...at} as="moment" />
              </>
            }
          />
        ))}
      </ul>
    </Section>
  );
}

/** What the reader watches, and what happened there last. */
export function WatchedList({ items, ...at }: { items: readonly Watched[] } & At) {
  if (items.length === 0) return null;
  return (
    <Section title="What you watch" note={plural(items.length, "finding")}>
      <ul>
        {items.map(({ id, host, title, state, unheard, dueAt, last }) => (
          <WorkLine
            key={id}
            href={`/hosts/${host.id}/findings/${id}`}
            title={title}
            about={
              <>
                {host.name} · {stateWords(state, unheard)}
                {dueAt !== null && (
                  <>
                    {" "}
                    · <Due at={dueAt} {...at} />
                  </>
                )}
              </>
            }
            when={
              last && (
                <>
                  {lastWords(last)} · <Time at={last.at} {...at} />
                </>
              )
            }
          />
        ))}
      </ul>
    </Section>
  );
}
