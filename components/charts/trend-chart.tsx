"use client";

import { Area, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { day, score } from "@/lib/format";
import type { TrendPoint } from "@/lib/queries/fleet";

interface TrendChartProps {
  points: TrendPoint[];
  zone: string;
}

const axis = { stroke: "var(--fx-soft)", fontSize: 11, tickLine: false, axisLine: false } as const;

export function TrendChart({ points, zone }: TrendChartProps) {
  const data = points.flatMap(({ at, proven, possible }) =>
    proven === null || possible === null ? [] : [{ at: Date.parse(at), proven, range: [proven, possible] }],
  );
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
          tickFormatter={(at) => day(at, zone)}
          minTickGap={60}
          {...axis}
        />
        <YAxis domain={[0, 100]} ticks={[0, 50, 100]} {...axis} />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(at) => day(Number(at), zone)}
          formatter={(value, name) =>
            Array.isArray(value)
              ? [score(Number(value[1])), "possible"]
              : [score(Number(value)), String(name)]
          }
          contentStyle={{
            background: "var(--raised)",
            border: "1px solid var(--line-strong)",
            borderRadius: 6,
            fontSize: 12,
          }}
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
