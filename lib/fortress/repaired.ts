/** What repairs leave behind: checks that pass in a report of now, and exposures that are gone. */
import type { Posture, ScoreRequest } from "./posture";
import { type CheckState, exposureKey } from "./state";
import { EXPOSURE_KINDS, type ExposureKind, fails } from "./types";

const ALL_OF = "exposures:";

/** The kind of which `exposures:<kind>` names all; null: the key names one thing. */
export const kindOfAll = (key: string): ExposureKind | null =>
  key.startsWith(ALL_OF) ? (EXPOSURE_KINDS.find((kind) => key === ALL_OF + kind) ?? null) : null;

export const allOf = (kind: string): string => ALL_OF + kind;

/** The check passes in a report of now. */
export const repairedCheck = (check: CheckState, now: number): CheckState => ({
  ...check,
  outcome: "pass",
  ratio: null,
  observedAt: now,
  vanished: false,
});

/**
 * The posture after repairs. A key that nothing open bears changes nothing.
 * @param keys checks, exposures (`<kind>:<key>`), or `exposures:<kind>`: then the tests that list them pass as well
 */
export function repairedPosture(
  { posture, catalogue, now }: Pick<ScoreRequest, "posture" | "catalogue" | "now">,
  keys: ReadonlySet<string>,
): Posture {
  const cleared = new Set(
    posture.exposures.map(({ kind }) => kind).filter((kind) => keys.has(ALL_OF + kind)),
  );
  const listing = new Set(
    catalogue.measures.flatMap(({ rule }) =>
      rule.kind === "exposures" && cleared.has(rule.exposure) ? rule.knownBy.checks : [],
    ),
  );
  return {
    ...posture,
    exposures: posture.exposures.filter((one) => !cleared.has(one.kind) && !keys.has(exposureKey(one))),
    checks: posture.checks.map((check) =>
      fails(check.outcome) && (keys.has(check.check) || listing.has(check.check))
        ? repairedCheck(check, now)
        : check,
    ),
  };
}
