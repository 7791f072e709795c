import clsx from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { Link } from "@/components/ui/link";
import { plural } from "@/lib/format";
import { startOf } from "@/lib/fortress/decision-rules";
import type { CalendarDay } from "@/lib/queries/decision-calendar";
import { monthAfter, weeksOf } from "./calendar";
import { dayWords } from "./words";

const WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

interface DueCalendarProps {
  /** The first of the months: `2026-11`. */
  month: string;
  months: number;
  days: readonly CalendarDay[];
  /** `2026-11-30` */
  today: string;
  hrefOf: (change: Record<string, string | null>) => string;
}

/** Months side by side with the days on which decisions end or are to be reviewed; each leads to them. */
export function DueCalendar({ month, months, days, today, hrefOf }: DueCalendarProps) {
  const due = new Map(days.map((one) => [one.day, one]));
  return (
    <>
      <div className="no-print mb-3 flex gap-4 text-12">
        <Link href={hrefOf({ month: monthAfter(month, -months) })} className="link">
          <ChevronLeft size={12} aria-hidden="true" className="inline" /> Earlier
        </Link>
        <Link href={hrefOf({ month: monthAfter(month, months) })} className="link">
          Later <ChevronRight size={12} aria-hidden="true" className="inline" />
        </Link>
      </div>
      <div className="grid items-start gap-x-10 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
        {Array.from({ length: months }, (_, i) => monthAfter(month, i)).map((one) => (
          <table key={one} className="w-full max-w-80 table-fixed text-center text-12">
            <caption className="mb-1 text-left font-bold text-13">
              {MONTH.format(startOf(`${one}-01`))}
            </caption>
            <thead>
              <tr>
                {WEEKDAYS.map((name) => (
                  <th key={name} scope="col" className="py-1 font-normal text-ink-3">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeksOf(one).map((week) => (
                <tr key={week.find((date) => date !== null)}>
                  {week.map((date, i) => (
                    <td key={date ?? `${one} ${WEEKDAYS[i]}`} className="p-0.5">
                      {date && <Day date={date} due={due.get(date)} today={today} hrefOf={hrefOf} />}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <p className="mt-3 text-12 text-ink-3">
        <span className="mr-1 rounded-sm bg-ink px-1.5 text-bg">filled</span> decisions end ·{" "}
        <span className="mr-1 rounded-sm border border-ink px-1.5">framed</span> decisions are to be reviewed
        · days in UTC
      </p>
    </>
  );
}

interface DayProps extends Pick<DueCalendarProps, "today" | "hrefOf"> {
  date: string;
  due: CalendarDay | undefined;
}

function Day({ date, due, today, hrefOf }: DayProps) {
  const number = Number(date.slice(8));
  const shape = "block rounded-sm border py-1";
  const isToday = date === today;
  if (!due) {
    return (
      <span
        className={clsx(shape, "border-transparent", isToday ? "font-bold underline" : "text-ink-3")}
        aria-current={isToday ? "date" : undefined}
      >
        {number}
      </span>
    );
  }
  const words = [
    ...(due.ends > 0 ? [`${plural(due.ends, "decision")} with this last day`] : []),
    ...(due.reviews > 0 ? [`${plural(due.reviews, "decision")} to be reviewed`] : []),
  ].join(", ");
  const chosen = due.ends > 0 ? { endsOn: date, reviewOn: null } : { endsOn: null, reviewOn: date };
  return (
    <Link
      href={hrefOf(chosen)}
      aria-label={`${dayWords(date)}: ${words}`}
      title={words}
      className={clsx(shape, "font-bold", due.ends > 0 ? "border-ink bg-ink text-bg" : "border-ink text-ink")}
    >
      {number}
    </Link>
  );
}
