"use client";

import dynamic from "next/dynamic";
import { day, score } from "@/lib/format";
import type { TrendPoint } from "@/lib/queries/fleet";
import { Figure } from "./figure";

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
    <Figure
      label={label}
      heads={["Day", "Proven", "Possible"]}
      rows={points.map(({ at, proven, possible }) => ({
        key: at,
        cells: [day(at, zone), score(proven), score(possible)],
      }))}
    >
      <TrendChart points={points} zone={zone} />
    </Figure>
  );
}
