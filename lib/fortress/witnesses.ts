/** What several sources see is one thing with several witnesses. */
import { type ExposureState, exposureKey } from "./state";
import { SEVERITIES, type Severity } from "./types";

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** Who sees each thing, by its key; the one that grades it worst first, equals by their source. */
export function witnessesOf(exposures: Iterable<ExposureState>): Map<string, ExposureState[]> {
  const things = new Map<string, ExposureState[]>();
  for (const exposure of exposures) {
    const key = exposureKey(exposure);
    const others = things.get(key);
    if (others) others.push(exposure);
    else things.set(key, [exposure]);
  }
  for (const witnesses of things.values()) {
    if (witnesses.length > 1) witnesses.sort(byWeight);
  }
  return things;
}

const byWeight = (a: ExposureState, b: ExposureState): number =>
  rank(a.severity) - rank(b.severity) || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0);

/**
 * Each thing once: with the worst that any witness says of it, since when the first one saw it, when the last one did.
 * @returns `source` names all of them, `aide, debsums`
 */
export const mergeWitnesses = (exposures: Iterable<ExposureState>): ExposureState[] =>
  [...witnessesOf(exposures).values()].flatMap((witnesses) => {
    const [worst, ...others] = witnesses;
    if (!worst || others.length === 0) return worst ?? [];
    return {
      ...worst,
      source: witnesses.map(({ source }) => source).join(", "),
      exploitedWithFix: witnesses.some(({ exploitedWithFix }) => exploitedWithFix),
      systemBinary: witnesses.some(({ systemBinary }) => systemBinary),
      firstSeenAt: Math.min(...witnesses.map(({ firstSeenAt }) => firstSeenAt)),
      observedAt: Math.max(...witnesses.map(({ observedAt }) => observedAt)),
    };
  });
