import type { MeasureStatus } from "@/lib/fortress/posture";
import { Bridge } from "./bridge";
import { hatch } from "./geometry";
import { Guard } from "./guard";
import { paint } from "./paint";
import { MEASURE_STATES, type MeasureRole } from "./types";

type Zone = "proven" | "unproven" | "failed" | "held" | "no evidence" | "silent";
/** Everything the drawing can say, in words. */
export type SignName = Zone | `${MeasureRole} ${MeasureStatus}`;

/** One sign alone, for legends and tables. It is decoration: the word beside it carries the meaning. */
export function Sign({ name }: { name: SignName }) {
  const measure = measureOf(name);
  const [width, height] = measure ? [28, 34] : [20, 13];
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      className="fx fx-sign"
      aria-hidden="true"
    >
      {measure ? <MeasureSign {...measure} /> : <ZoneSign name={name} />}
    </svg>
  );
}

/** The measure that a sign stands for, or null. */
export function measureOf(name: SignName): { role: MeasureRole; state: MeasureStatus } | null {
  for (const role of ["guard", "bridge"] as const) {
    const state = MEASURE_STATES.find((candidate) => name === `${role} ${candidate}`);
    if (state) return { role, state };
  }
  return null;
}

function MeasureSign({ role, state }: { role: MeasureRole; state: MeasureStatus }) {
  if (role === "guard") return <Guard x={14} y={31} scale={1} state={state} />;
  return <Bridge x={14} y={17} scale={0.85} moat={15} stone={16} state={state} />;
}

function ZoneSign({ name }: { name: SignName }) {
  switch (name) {
    case "proven":
      return (
        <>
          <path d="M1 1h18v11H1z" fill={paint("stone-cool")} stroke={paint("ink")} />
          <path d="M1 6.5H19M7 1V6.5M13 6.5V12" stroke={paint("joint")} strokeWidth=".8" />
        </>
      );
    case "unproven":
      return (
        <>
          <path d={hatch(1, 1, 18, 11, 4)} stroke={paint("unproven")} strokeWidth=".8" />
          <path d="M1 1h18v11H1z" fill="none" stroke={paint("unproven")} strokeWidth="1.2" />
        </>
      );
    case "failed":
      return <path d="M1 12V5h3V3h4v4h3V4h4v3h4v5" fill="none" stroke={paint("failed")} strokeWidth="1.3" />;
    case "held":
      return (
        <path
          d={`M1 6.5${"a3 2.4 0 1 0 6 0a3 2.4 0 1 0-6 0m6 0".repeat(3)}`}
          fill="none"
          stroke={paint("held")}
          strokeWidth="1.5"
        />
      );
    case "no evidence":
      return <path d="M1 1h18v11H1z" fill="none" stroke={paint("soft")} strokeDasharray="3 2.4" />;
    case "silent":
      return (
        <path
          d="M1 4.5q3-3.5 6 0t6 0t6 0M1 9.5q3-3.5 6 0t6 0t6 0"
          fill="none"
          stroke={paint("soft")}
          strokeDasharray="8 2"
        />
      );
    default:
      return null;
  }
}
