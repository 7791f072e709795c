import { age, moment } from "@/lib/format";

interface TimeProps {
  at: string;
  zone: string;
  /** Milliseconds of the request. */
  now: number;
  /** `age`: "3 h", with the exact time at hand; `moment`: the exact time. */
  as?: "age" | "moment";
}

/** A time in the reader's zone, with the exact value at hand. */
export function Time({ at, zone, now, as = "age" }: TimeProps) {
  const exact = moment(at, zone);
  return (
    <time dateTime={at} title={exact} className="whitespace-nowrap">
      {as === "age" ? age(at, now) : exact}
    </time>
  );
}
