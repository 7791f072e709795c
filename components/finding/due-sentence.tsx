import { Link } from "@/components/ui/link";
import { day, plural } from "@/lib/format";
import type { DueCounts } from "@/lib/queries/due";

interface DueSentenceProps {
  due: DueCounts;
  /** The list of the findings that were counted; it has a query already. */
  href: string;
  zone: string;
}

/** What is overdue and what is due soon; nothing where neither is. */
export function DueSentence({ due: { overdue, soon, oldest }, href, zone }: DueSentenceProps) {
  if (overdue === 0 && soon === 0) return null;
  const link = (due: string, text: string) => (
    <Link href={`${href}&due=${due}&sort=due`} className="link font-bold text-ink">
      {text}
    </Link>
  );
  return (
    <p className="mt-3 max-w-[68ch] text-ink-2">
      {overdue > 0 && (
        <>
          {link("overdue", `${plural(overdue, "finding is", "findings are")} overdue`)}
          {oldest !== null && `, ${overdue > 1 ? "the oldest " : ""}since ${day(oldest, zone)}`}.{" "}
        </>
      )}
      {soon > 0 && <>{link("soon", `${plural(soon, "finding is", "findings are")} due`)} within 7 days.</>}
    </p>
  );
}
