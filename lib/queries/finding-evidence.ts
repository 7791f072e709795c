/** Reads what each source says of one finding now. */
import type { Viewer } from "@/lib/auth/rights";
import { POLICY, titleOfSource } from "@/lib/fortress/policy";
import type { Detail, Outcome } from "@/lib/fortress/types";
import { witnessesOf } from "@/lib/fortress/witnesses";
import type { FindingItem } from "./findings";
import { readFortress } from "./fortress";
import { witnessOf } from "./settled";

/** The last word of one source. */
export interface SourceWord {
  source: string;
  title: string;
  reportId: string;
  observedAt: string;
  /** Of a check; of an exposure null: it is there. `vanished`: a later run does not speak of it. */
  outcome: Outcome | "vanished" | null;
  /** Since when the outcome is this one; of an exposure since when this source sees it. */
  sinceAt: string;
  message: string | null;
  details: Detail[];
}

/**
 * @param finding one that the viewer may see
 * @returns nothing where no report speaks of it any more
 */
export async function readEvidence(viewer: Viewer, finding: FindingItem): Promise<SourceWord[]> {
  const fortress = await readFortress(viewer, finding.host.id);
  if (!fortress) return [];
  const { checks, exposures } = fortress.state;
  if (finding.kind === "check") {
    const check = checks.get(finding.check);
    if (!check) return [];
    const { source, reportId, message, details, vanished, outcome } = check;
    return [
      {
        ...{ source, reportId, message, details, title: titleOfSource(POLICY, source) },
        outcome: vanished ? "vanished" : outcome,
        observedAt: new Date(check.observedAt).toISOString(),
        sinceAt: new Date(check.sinceAt).toISOString(),
      },
    ];
  }
  const witnesses = witnessesOf(exposures.values()).get(finding.check) ?? [];
  return witnesses.map((witness) => ({
    ...witnessOf(witness),
    ...{ outcome: null, message: null, sinceAt: new Date(witness.firstSeenAt).toISOString() },
  }));
}
