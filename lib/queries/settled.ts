/** The changed files of a host that count nothing, with what settles each, and the patterns under which they are expected. */
import { POLICY, titleOfSource } from "@/lib/fortress/policy";
import { approvalOf, expectedBy, settledThings } from "@/lib/fortress/settle";
import type { ExposureState, HostState } from "@/lib/fortress/state";
import type { Detail, Tower } from "@/lib/fortress/types";

export interface Witness {
  source: string;
  title: string;
  reportId: string;
  observedAt: string;
  details: Detail[];
}

/** A file that is not what it was and counts nothing. */
export interface SettledRow {
  key: string;
  title: string;
  settled: "explained" | "approved";
  /** The update that explains it, or who approved it and why. */
  because: string;
  /** Of the update, of the approval, or since when it was expected. */
  at: string;
  /** The pattern that approves it, where nobody approved the file itself; `until`: its end. */
  expectation: { id: string; pattern: string; until: string } | null;
  witnesses: Witness[];
}

export const settledRows = (state: HostState, tower: Tower): SettledRow[] =>
  settledThings(state)
    .filter(({ witnesses }) => witnesses[0]?.tower === tower)
    .map((thing) => settledRow(thing, state))
    .sort((a, b) => a.key.localeCompare(b.key));

function settledRow(
  { key, witnesses, settled }: ReturnType<typeof settledThings>[number],
  state: HostState,
): SettledRow {
  const [first] = witnesses;
  const base = {
    ...{ key, title: first?.title ?? key, settled, expectation: null },
    witnesses: witnesses.map(witnessOf),
  };
  const update = first?.change?.explained;
  if (settled === "explained" && update) {
    const because = `${UPDATED[update.action]} of ${update.package} ${update.version}`.trim();
    return { ...base, because, at: new Date(update.at).toISOString() };
  }
  const approval = approvalOf(witnesses, state);
  const expectation = approval ? null : expectedBy(witnesses, state.expectations.values());
  const word = approval ?? expectation;
  return {
    ...base,
    because: word ? `${word.by}: ${word.reason}` : "",
    at: new Date(word?.at ?? 0).toISOString(),
    expectation: expectation && {
      id: expectation.id,
      pattern: expectation.pattern,
      until: new Date(expectation.until).toISOString(),
    },
  };
}

const UPDATED = { install: "Installation", upgrade: "Upgrade", remove: "Removal" } as const;

export const witnessOf = ({ source, reportId, observedAt, details, change }: ExposureState): Witness => ({
  source,
  title: titleOfSource(POLICY, source),
  reportId,
  observedAt: new Date(observedAt).toISOString(),
  // Whether a file was changed, added or removed stands in its title.
  details: change ? details.filter(({ name }) => name !== "change") : details,
});

/** A pattern under which changes are expected, or were: what was seen in its time stays approved. */
export interface ExpectationRow {
  id: string;
  pattern: string;
  reason: string;
  by: string;
  at: string;
  until: string;
  ended: boolean;
  /** Changed files that it approves now. */
  files: number;
}

/** Those that nobody withdrew: what ends last first. */
export function expectationRows(
  state: HostState,
  settled: readonly SettledRow[],
  now: number,
): ExpectationRow[] {
  const files = new Map<string, number>();
  for (const { expectation } of settled) {
    if (expectation) files.set(expectation.id, (files.get(expectation.id) ?? 0) + 1);
  }
  return [...state.expectations.values()]
    .sort((a, b) => b.until - a.until || b.at - a.at)
    .map(({ at, until, ...one }) => ({
      ...one,
      at: new Date(at).toISOString(),
      until: new Date(until).toISOString(),
      ended: until <= now,
      files: files.get(one.id) ?? 0,
    }));
}
