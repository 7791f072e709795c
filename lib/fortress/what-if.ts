/** What a host would score if things were repaired. Pure. */
import type { FortressScore, ScoreRequest } from "./posture";
import { repairedPosture } from "./repaired";
import { scoreHost } from "./score";

/**
 * Scores a host as it would be right after repairs, in a report of now: one key alone raises the measured score by just the
 * gain that `gainsOf` lists for it; several raise it by what they are worth together.
 * @param keys as `repairedPosture` takes them, in any order
 */
export const whatIf = (request: ScoreRequest, keys: Iterable<string>): FortressScore =>
  scoreHost({ ...request, posture: repairedPosture(request, new Set(keys)) });
