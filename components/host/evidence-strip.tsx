import type { RecentReports } from "@/lib/queries/evidence";
import { stripWords } from "./evidence-words";

interface EvidenceStripProps {
  recent: RecentReports;
  /** The time of the last report; null: none ever came. */
  lastAt: string | null;
  zone: string;
}

/** Pixels a half day: reports that share one share a tick. */
const STEP = 1;
const HEIGHT = 16;
const BASE = HEIGHT - 1.5;

/** The reports of the last months, one tick each; now is at the right. */
export function EvidenceStrip({ recent, lastAt, zone }: EvidenceStripProps) {
  const width = 2 * recent.days * STEP;
  const x = (halfDays: number): number => width - 0.5 - halfDays * STEP;
  const ticks = recent.halfDays
    .filter((halfDays) => halfDays < 2 * recent.days)
    .map((halfDays) => `M${x(halfDays)} 1V${BASE}`);
  const months = [30, 60, 90].filter((days) => days <= recent.days);
  return (
    <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" className="block">
      <title>{stripWords(recent, lastAt, zone)}</title>
      <path
        d={`M0 ${BASE}H${width}${months.map((days) => `M${width - 2 * days * STEP + 0.5} ${BASE - 3}V${BASE}`).join("")}`}
        stroke="var(--line-strong)"
        fill="none"
      />
      <path d={ticks.join("")} stroke="var(--ink-2)" fill="none" />
    </svg>
  );
}
