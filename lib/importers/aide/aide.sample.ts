/** The samples of AIDE and what its tests ask of a report. */
import { fileOf, onlyReport, samplesOf } from "@/lib/importers/testing";
import type { Report } from "@/lib/importers/types";
import { aide } from ".";

export const samples = samplesOf(import.meta.url);

/** The only report of a sample. */
export const report = (name: string): Report => onlyReport(aide, fileOf(samples.get(name) ?? ""));

/** How many files a report calls added, removed and changed. */
export const changes = ({ exposures }: Report) => {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const { details } of exposures) {
    const change = details?.[0]?.text;
    if (change === "added" || change === "removed" || change === "changed") counts[change] += 1;
  }
  return counts;
};

export const fact = ({ facts }: Report, key: string) => facts.find((one) => one.key === key)?.values;
export const notes = (one: Report) => one.notes.map(({ code }) => code);
export const exposure = ({ exposures }: Report, key: string) => exposures.find((one) => one.key === key);
