import clsx from "clsx";
import { moment } from "@/lib/format";
import { dueWords } from "./due-words";

interface DueProps {
  /** RFC 3339; null: it has no due date. */
  at: string | null;
  zone: string;
  /** Milliseconds of the request. */
  now: number;
  /** A person set it, not the service level. */
  byHand?: boolean;
}

const LOOKS = { overdue: "text-failed", soon: "font-bold text-ink", later: "text-ink-3" } as const;

/** When an open finding has to be repaired: in words, with the exact time at hand. */
export function Due({ at, zone, now, byHand = false }: DueProps) {
  if (at === null) return <span className="whitespace-nowrap text-ink-3">no due date</span>;
  const { text, when } = dueWords(at, now);
  const exact = `${moment(at, zone)}${byHand ? ", set by hand" : ""}`;
  return (
    <time dateTime={at} title={exact} className={clsx("whitespace-nowrap", LOOKS[when])}>
      {text}
    </time>
  );
}
