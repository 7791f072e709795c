/** What decisions make of findings in the managed score. They never rewrite a measurement. */
import type { Decision, Shares } from "./posture";
import type { Parts } from "./terms";

/** `out`: what failed leaves the reckoning (accepted, transferred); `half`: a compensating control earns half of it. */
export type Effect = "out" | "half";
/** By check, by exposure's key or by `measure:<id>`. */
export type Treatments = ReadonlyMap<string, Effect>;

/** The measured score: no decision counts. */
export const AS_MEASURED: Treatments = new Map();

/** What holds at a time: an expired decision ends by itself, and *avoid* earns nothing before a report proves it. */
export function treatmentsAt(decisions: readonly Decision[], now: number): Treatments {
  const treatments = new Map<string, Effect>();
  for (const { key, treatment, from, until, compensated } of decisions) {
    if (from > now || until <= now) continue;
    if (treatment === "accept" || treatment === "transfer") treatments.set(key, "out");
    else if (treatment === "reduce" && compensated && !treatments.has(key)) treatments.set(key, "half");
  }
  return treatments;
}

/** What passed or is unproven stays; what failed leaves or counts half. */
export function treatedShares({ passed, failed, unproven }: Shares, treatment: Effect | undefined): Shares {
  if (treatment === undefined) return { passed, failed, unproven };
  const half = treatment === "half" ? failed / 2 : 0;
  return { passed: passed + half, failed: half, unproven };
}

export function treatedPart(part: Parts, treatment: Effect | undefined): Parts {
  if (treatment === undefined || part.failed === 0) return part;
  const half = treatment === "half" ? part.failed / 2 : 0;
  const freshest = treatment === "half" ? 1 : part.freshest;
  return { ...treatedShares(part, treatment), raw: part.raw + half, freshest };
}
