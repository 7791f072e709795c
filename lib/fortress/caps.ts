/** Caps: what holds a tower down however good the rest is. Said aloud where the score is shown. */
import type { Definition } from "./catalogue";
import type { Cap } from "./posture";
import { type CheckState, type ExposureState, exposureKey } from "./state";

/** Malware, a known-exploited vulnerability with a fix at hand, a changed system binary, an empty password. */
const HARD = 40;
/** Any other open critical. */
const SOFT = 70;

export function capByCheck({ check, outcome }: CheckState, definition: Definition): Cap | null {
  if (outcome !== "fail" && outcome !== "part") return null;
  const { cap, severity, title } = definition;
  if (cap !== null) return { at: cap, key: check, cause: title };
  return severity === "critical" ? { at: SOFT, key: check, cause: title } : null;
}

export function capByExposure(exposure: ExposureState): Cap | null {
  const hard = exposure.kind === "malware" || exposure.exploitedWithFix || exposure.systemBinary;
  if (!hard && exposure.severity !== "critical") return null;
  const cause = `${exposure.source}: ${exposure.title}`;
  return { at: hard ? HARD : SOFT, key: exposureKey(exposure), cause };
}

/** The one that holds; among equals the first by its key. */
export function lowestCap(caps: readonly Cap[], except?: string): Cap | null {
  let lowest: Cap | null = null;
  for (const cap of caps) {
    if (cap.key === except) continue;
    if (lowest === null || cap.at < lowest.at || (cap.at === lowest.at && cap.key < lowest.key)) lowest = cap;
  }
  return lowest;
}
