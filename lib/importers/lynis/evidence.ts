/** What a report holds, arranged for deciding its checks, and how findings become text. */
import type { Detail } from "@/lib/fortress/types";
import { cut } from "@/lib/importers/read/clean";
import type { Deviation } from "./deviations";
import type { Finding } from "./findings";
import type { Records } from "./grammar";
import type { Plan } from "./plan";
import type { Run } from "./run";

export interface Evidence {
  plan: Plan;
  records: Records;
  run: Run;
  /** By current id. */
  findings: ReadonlyMap<string, readonly Finding[]>;
  /** By current id. */
  deviations: ReadonlyMap<string, readonly Deviation[]>;
}

const SHOWN = ["subtest", "message", "details", "solution"] as const;
const MOST_SHOWN = 500;

/** The sentence of the first finding that has one. */
export function messageOf(found: readonly Finding[]): { message?: string } {
  const message = found.find((finding) => finding.message !== null)?.message;
  return message ? { message: cut(message) } : {};
}

/** What every finding says, in order. Bounded: of more than 500 findings of one test the rest is only counted. */
export function detailsOf(found: readonly Finding[]): Detail[] {
  const details: Detail[] = [];
  for (const finding of found.slice(0, MOST_SHOWN)) {
    for (const name of SHOWN) {
      const text = finding[name];
      if (text !== null) details.push({ name, text: cut(text) });
    }
  }
  const more = found.length - MOST_SHOWN;
  if (more > 0) details.push({ name: "more", text: `${more} more findings` });
  return details;
}
