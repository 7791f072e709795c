"use client";

import dynamic from "next/dynamic";
import { day } from "@/lib/format";
import type { BurnDay } from "@/lib/queries/burn-down";

// recharts is loaded where a burn-down is seen, and nowhere else.
const BurnDownChart = dynamic(() => import("./burn-down-chart").then((module) => module.BurnDownChart), {
  ssr: false,
  loading: () => <div className="h-[180px]" />,
});

interface BurnDownProps {
  days: BurnDay[];
  label: string;
}

/** Open findings day by day: a picture, and the same figures as a table for those who cannot see it. */
export function BurnDown({ days, label }: BurnDownProps) {
  return (
    <figure>
      <div aria-hidden="true" className="no-print">
        <BurnDownChart days={days} />
      </div>
      {/* A table is as high as its rows whatever it is told; the box around it is not. */}
      <div className="sr-only">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Open</th>
              <th scope="col">In the plan</th>
            </tr>
          </thead>
          <tbody>
            {days.map((one) => (
              <tr key={one.day}>
                <td>{day(one.day, "UTC")}</td>
                <td>{one.open}</td>
                <td>{one.total}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
