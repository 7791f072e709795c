/** What time alone brings about: ends of decisions, attestations and plans, dates that pass, hosts that fall silent. */
import { endAttestations } from "@/lib/commands/end-attestations";
import { endDecisions } from "@/lib/commands/end-decisions";
import { finishPlans } from "@/lib/commands/finish-plans";
import { tellOfTime } from "@/lib/commands/notices/tell-of-time";

const WORK: readonly ((now: number) => Promise<unknown>)[] = [
  endDecisions,
  endAttestations,
  finishPlans,
  tellOfTime,
];

/**
 * Does all of it; what fails holds nothing else up.
 * @throws AggregateError of what failed, in the end
 */
export async function workOfTime(now = Date.now()): Promise<void> {
  const errors: unknown[] = [];
  for (const work of WORK) {
    await work(now).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, "What time brings about is not all done.");
}
