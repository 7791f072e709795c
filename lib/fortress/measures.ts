/** Decides the measures of the model from observations, facts, exposures and attestations. */
import type { Measure } from "./catalogue";
import type { Evidence } from "./conditions";
import { AS_MEASURED, type Effect, treatedShares } from "./decisions";
import type { Attestation, MeasureScore } from "./posture";
import { decide, type Verdict } from "./rules";
import { fails } from "./types";

/** All measures, in the order of the catalogue. With treatments their shares are those of the managed score. */
export const decideMeasures = (evidence: Evidence): MeasureScore[] =>
  evidence.catalogue.measures.map((measure) => {
    const own = evidence.treatments.get(`measure:${measure.id}`);
    // A decision about the measure itself stands for those about its checks.
    const seen = own ? { ...evidence, treatments: AS_MEASURED } : evidence;
    const verdict = attested(measure, decide(measure, seen), evidence);
    const shares = treatedShares(verdict, own ?? byChecks(measure, verdict, evidence));
    const { id, tower, role, title } = measure;
    return { id, tower, role, title, ...verdict, ...shares };
  });

/** A person's word fills what no report decides; it never overrules a report. */
function attested(measure: Measure, verdict: Verdict, evidence: Evidence): Verdict {
  const word = verdict.unproven > 0 ? attestationOf(measure.id, evidence) : undefined;
  if (!word) return verdict;
  const { failed, status, because } = verdict;
  const said = `Attested by ${word.by}.`;
  return {
    ...verdict,
    passed: 1 - failed,
    unproven: 0,
    status: failed === 0 ? "in place" : failed < 1 ? "weak" : status,
    because: status === "unknown" && failed === 0 ? said : `${because} ${said}`,
  };
}

/** The latest that holds now. */
function attestationOf(measure: string, { attestations, now }: Evidence): Attestation | undefined {
  let latest: Attestation | undefined;
  for (const word of attestations) {
    if (word.measure !== measure || word.at > now || word.validUntil <= now) continue;
    if (!latest || word.at > latest.at || (word.at === latest.at && word.by < latest.by)) latest = word;
  }
  return latest;
}

/** A measure follows the decisions about the failed checks that decided it, once there is one about each of them. */
function byChecks(measure: Measure, verdict: Verdict, { treatments, find }: Evidence): Effect | undefined {
  // Where a measure is a sum of checks, each of them has been treated in the sum.
  if (treatments.size === 0 || measure.rule.kind === "checks") return undefined;
  const failing = verdict.checks.filter((check) => fails(find(check)?.outcome));
  const all = failing.map((check) => treatments.get(check));
  if (all.length === 0 || all.includes(undefined)) return undefined;
  return all.includes("half") ? "half" : "out";
}
