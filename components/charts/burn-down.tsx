"use client";

import dynamic from "next/dynamic";
import { day } from "@/lib/format";
import type { BurnDay } from "@/lib/queries/burn-down";
import { Figure } from "./figure";

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
    <Figure
      label={label}
      heads={["Day", "Open", "In the plan"]}
      rows={days.map((one) => ({ key: one.day, cells: [day(one.day, "UTC"), one.open, one.total] }))}
    >
      <BurnDownChart days={days} />
    </Figure>
  );
}
