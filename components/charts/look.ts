/** How the charts over time look, all alike. */

const axis = { stroke: "var(--fx-soft)", fontSize: 11, tickLine: false, axisLine: false } as const;

export const CHART = {
  accessibilityLayer: false,
  margin: { top: 8, right: 8, bottom: 0, left: -20 },
} as const;

/** px */
export const CHART_HEIGHT = 180;

/** Of milliseconds since 1970. */
export const TIME_AXIS = {
  dataKey: "at",
  type: "number",
  scale: "time",
  domain: ["dataMin", "dataMax"] as [string, string],
  minTickGap: 60,
  ...axis,
} as const;

export const VALUE_AXIS = axis;

export const TOOLTIP = {
  isAnimationActive: false,
  contentStyle: {
    background: "var(--raised)",
    border: "1px solid var(--line-strong)",
    borderRadius: 6,
    fontSize: 12,
  },
} as const;
