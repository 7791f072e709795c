"use client";

import { Area, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { day, score } from "@/lib/format";
import type { TrendPoint } from "@/lib/queries/fleet";
import { CHART, CHART_HEIGHT, TIME_AXIS, TOOLTIP, VALUE_AXIS } from "./look";

interface TrendChartProps {
  points: TrendPoint[];
  zone: string;
}

export function TrendChart({ points, zone }: TrendChartProps) {
  const data = points.flatMap(({ at, proven, possible }) =>
    proven === null || possible === null ? [] : [{ at: Date.parse(at), proven, range: [proven, possible] }],
  );
  return (
    <ResponsiveContainer width="100%" height={CHART_HEIGHT}>
      <ComposedChart {...CHART} data={data}>
        <XAxis {...TIME_AXIS} tickFormatter={(at) => day(at, zone)} />
        <YAxis domain={[0, 100]} ticks={[0, 50, 100]} {...VALUE_AXIS} />
        <Tooltip
          {...TOOLTIP}
          labelFormatter={(at) => day(Number(at), zone)}
          formatter={(value, name) =>
            Array.isArray(value)
              ? [score(Number(value[1])), "possible"]
              : [score(Number(value)), String(name)]
          }
        />
        <Area
          dataKey="range"
          stroke="var(--unproven)"
          strokeDasharray="3 3"
          fill="var(--unproven-soft)"
          isAnimationActive={false}
          dot={false}
        />
        <Line
          dataKey="proven"
          stroke="var(--ink)"
          strokeWidth={1.8}
          dot={data.length < 20 ? { r: 2.5, fill: "var(--ink)" } : false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
