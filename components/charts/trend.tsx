"use client";

import dynamic from "next/dynamic";
import { day, score } from "@/lib/format";
import type { TrendPoint } from "@/lib/queries/fleet";

// recharts is loaded where a trend is seen, and nowhere else.
const TrendChart = dynamic(() => import("./trend-chart").then((module) => module.TrendChart), {
  ssr: false,
  loading: () => <div className="h-[180px]" />,
});

interface TrendProps {
  points: TrendPoint[];
  zone: string;
  label: string;
}

/** Proven and possible over time: a picture, and the same figures as a table for those who cannot see it. */
export function Trend({ points, zone, label }: TrendProps) {
  return (
    <figure>
      <div aria-hidden="true" className="no-print">
        <TrendChart points={points} zone={zone} />
      </div>
      {/* A table is as high as its rows whatever it is told; the box around it is not. */}
      <div className="sr-only">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Proven</th>
              <th scope="col">Possible</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ at, proven, possible }) => (
              <tr key={at}>
                <td>{day(at, zone)}</td>
                <td>{score(proven)}</td>
                <td>{score(possible)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
