"use client";

import { Area, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { day, whole } from "@/lib/format";
import type { BurnDay } from "@/lib/queries/burn-down";
import { CHART, CHART_HEIGHT, TIME_AXIS, TOOLTIP, VALUE_AXIS } from "./look";

const UTC = "UTC";

export function BurnDownChart({ days }: { days: BurnDay[] }) {
  const data = days.map((one) => ({ at: Date.parse(one.day), open: one.open, total: one.total }));
  return (
    <ResponsiveContainer width="100%" height={CHART_HEIGHT}>
      <ComposedChart {...CHART} data={data}>
        <XAxis {...TIME_AXIS} tickFormatter={(at) => day(at, UTC)} />
        <YAxis domain={[0, "dataMax"]} allowDecimals={false} {...VALUE_AXIS} />
        <Tooltip
          {...TOOLTIP}
          labelFormatter={(at) => day(Number(at), UTC)}
          formatter={(value, name) => [whole(Number(value)), name === "total" ? "in the plan" : "open"]}
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
