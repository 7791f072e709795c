import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { day } from "@/lib/format";
import type { FindingView } from "@/lib/queries/finding";

/** The plans in which a finding stands. */
export function Plans({ plans, zone }: { plans: FindingView["plans"]; zone: string }) {
  if (plans.length === 0) return null;
  return (
    <Section title="Plans" className="mt-8">
      <ul className="grid gap-1 text-13">
        {plans.map(({ id, title, dueAt, closedAt }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            <Link href={`/plans/${id}`} className="link">
              {title}
            </Link>
            <span className="text-ink-3">
              {closedAt !== null ? `, closed ${day(closedAt, zone)}` : dueAt && `, due ${day(dueAt, zone)}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
