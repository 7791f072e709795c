"use client";

import { Area, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { day, whole } from "@/lib/format";
import type { BurnDay } from "@/lib/queries/burn-down";

const axis = { stroke: "var(--fx-soft)", fontSize: 11, tickLine: false, axisLine: false } as const;
const UTC = "UTC";

export function BurnDownChart({ days }: { days: BurnDay[] }) {
  const data = days.map((one) => ({ at: Date.parse(one.day), open: one.open, total: one.total }));
  return (
    <ResponsiveContainer width="100%" height={180}>
      <ComposedChart
        accessibilityLayer={false}
        data={data}
        margin={{ top: 8, right: 8, bottom: 0, left: -20 }}
      >
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={["dataMin", "dataMax"]}
          tickFormatter={(at) => day(at, UTC)}
          minTickGap={60}
          {...axis}
        />
        <YAxis domain={[0, "dataMax"]} allowDecimals={false} {...axis} />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(at) => day(Number(at), UTC)}
          formatter={(value, name) => [whole(Number(value)), name === "total" ? "in the plan" : "open"]}
          contentStyle={{
            background: "var(--raised)",
            border: "1px solid var(--line-strong)",
            borderRadius: 6,
            fontSize: 12,
          }}
        />
        <Line
          dataKey="total"
          type="stepAfter"
          stroke="var(--line-strong)"
          strokeDasharray="3 3"
          dot={false}
          isAnimationActive={false}
        />
        <Area
          dataKey="open"
          type="stepAfter"
          stroke="var(--ink)"
          strokeWidth={1.8}
          fill="var(--sunken)"
          isAnimationActive={false}
          dot={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
