/** One measure by itself, for tests. */
import type { Measure } from "./catalogue";
import type { MeasureScore } from "./posture";
import { at, LITERAL_POLICY, literal, literalCatalogue, type posture, TODAY } from "./posture.sample";
import { scoreHost } from "./score";

export const DAYS_26 = at(TODAY - 26);
export const GUARD = "weekly:hardening.medium.guard";

export type Small = Parameters<typeof posture>[0];

/** The one measure of a catalogue whose rule this is. */
export function decide(rule: Measure["rule"], small: Small, takes: string[] = []): MeasureScore {
  const measure: Measure = { id: "m", tower: "hardening", role: "guard", title: "M", takes, rule };
  const policy = {
    ...LITERAL_POLICY,
    expected: [{ kind: "malware" as const, title: "", weight: { auditing: 10 } }],
  };
  const [decided] = scoreHost(literal(small, { catalogue: literalCatalogue([measure]), policy })).measures;
  if (!decided) throw new Error("The catalogue has one measure.");
  return decided;
}

export const shares = ({ status, passed, failed, unproven }: MeasureScore) => ({
  status,
  passed,
  failed,
  unproven,
});

export const IN_PLACE = { status: "in place", passed: 1, failed: 0, unproven: 0 };
export const WEAK = { status: "weak", passed: 0.5, failed: 0.5, unproven: 0 };
export const MISSING = { status: "missing", passed: 0, failed: 1, unproven: 0 };
export const UNKNOWN = { status: "unknown", passed: 0, failed: 0, unproven: 1 };
