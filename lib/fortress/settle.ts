/** Opens and closes the findings of exposures: by what their witnesses say, what explains them and what people approved. */
import { formOf } from "./explain";
import { closeFinding, type Named, openFinding, type Teller } from "./findings";
import { pathMatches } from "./patterns";
import {
  type Approval,
  type Change,
  type Expectation,
  type ExposureState,
  exposureKey,
  type HostState,
} from "./state";
import { mergeWitnesses, witnessesOf } from "./witnesses";

/** Why a thing that is seen counts nothing; null: it counts. */
export type Settled = "explained" | "approved" | null;

/** What people said of changed files. */
export type Baseline = Pick<HostState, "approvals" | "expectations">;

/** @param witnesses all who see the thing */
export function settledBy(witnesses: readonly ExposureState[], baseline: Baseline): Settled {
  const [first] = witnesses;
  if (!first?.change) return null;
  if (witnesses.every(({ change }) => change?.explained)) return "explained";
  const approved = approvalOf(witnesses, baseline) ?? expectedBy(witnesses, baseline.expectations.values());
  return approved ? "approved" : null;
}

/** The approval of a changed file, where it is of what all its witnesses say. */
export function approvalOf(
  witnesses: readonly ExposureState[],
  { approvals }: Pick<Baseline, "approvals">,
): Approval | null {
  const [first] = witnesses;
  const approval = first && approvals.get(exposureKey(first));
  if (!approval) return null;
  const { forms } = approval;
  const same = witnesses.every(
    (one) => Object.hasOwn(forms, one.source) && forms[one.source] === formOf(one),
  );
  return same ? approval : null;
}

/**
 * The expectation under which a changed file falls: its path matches, and every witness saw it so before the end. No
 * pattern covers a system binary.
 */
export function expectedBy(
  witnesses: readonly ExposureState[],
  expectations: Iterable<Expectation>,
): Expectation | null {
  const [first] = witnesses;
  if (!first?.change || witnesses.some(({ systemBinary }) => systemBinary)) return null;
  for (const expectation of expectations) {
    const { pattern, until } = expectation;
    const inTime = witnesses.every(({ change }) => change !== null && change.to < until);
    if (inTime && pathMatches(pattern, first.key)) return expectation;
  }
  return null;
}

/** What each witness says, by its source: what an approval of the thing holds fast. */
export const formsOf = (witnesses: readonly ExposureState[]): Record<string, string> =>
  Object.fromEntries(witnesses.map((one) => [one.source, formOf(one)]));

/** The things of a host that count against it, each once. */
export function openThings({ exposures, ...baseline }: HostState): ExposureState[] {
  const settled = new Set<string>();
  for (const [key, witnesses] of witnessesOf(filesOf(exposures))) {
    if (settledBy(witnesses, baseline)) settled.add(key);
  }
  const things = mergeWitnesses(exposures.values());
  return settled.size === 0 ? things : things.filter((thing) => !settled.has(exposureKey(thing)));
}

/** The files of a host that are not what they were and count nothing, each with those who see it. */
export function settledThings({
  exposures,
  ...baseline
}: HostState): { key: string; witnesses: ExposureState[]; settled: Exclude<Settled, null> }[] {
  return [...witnessesOf(filesOf(exposures))].flatMap(([key, witnesses]) => {
    const settled = settledBy(witnesses, baseline);
    return settled ? [{ key, witnesses, settled }] : [];
  });
}

const filesOf = (exposures: HostState["exposures"]): ExposureState[] =>
  [...exposures.values()].filter(({ change }) => change !== null);

/**
 * Brings the findings of these things to what is known of them now.
 * @param keys as `exposureKey` makes them
 */
export function settleFindings(
  state: HostState,
  teller: Teller,
  keys: ReadonlySet<string>,
  changes: Change[],
): void {
  if (keys.size === 0) return;
  const named = [...state.exposures.values()].filter((exposure) => keys.has(exposureKey(exposure)));
  const seen = witnessesOf(named);
  const things = new Map(mergeWitnesses(named).map((thing) => [exposureKey(thing), thing]));
  for (const key of keys) {
    const thing = things.get(key);
    const witnesses = seen.get(key) ?? [];
    const settled = settledBy(witnesses, state);
    // Another's older word keeps it open, but does not say that a repair failed.
    const sees = witnesses.some(({ reportId }) => reportId === teller.id);
    if (!thing) closeFinding(state, teller, key, "verified", changes);
    else if (settled) closeFinding(state, teller, key, settled, changes);
    else openFinding(state, teller, nameOf(key, thing), changes, sees && !teller.person);
  }
}

const nameOf = (key: string, { kind, tower, severity, title }: ExposureState): Named => ({
  key,
  kind,
  tower,
  severity,
  title,
});

/** A person approves what is seen now, or what was seen when they looked, at this time. */
export const applyApproval = (state: HostState, approval: Approval): Change[] =>
  applyApprovals(state, [approval]);

/** Approves many at once: in one act, so at one time. */
export function applyApprovals(state: HostState, approvals: readonly Approval[]): Change[] {
  const keys = new Set<string>();
  for (const approval of approvals) {
    state.approvals.set(approval.key, approval);
    keys.add(approval.key);
  }
  return afterwards(state, (thing) => keys.has(exposureKey(thing)), approvals[0]?.at ?? 0);
}

/** A person takes an approval back. A newer one of the same file stays. */
export const applyWithdrawal = (state: HostState, approval: Approval, at: number): Change[] =>
  applyWithdrawals(state, [approval], at);

/** Takes many back at once. */
export function applyWithdrawals(state: HostState, approvals: readonly Approval[], at: number): Change[] {
  const keys = new Set<string>();
  for (const { id, key } of approvals) {
    if (state.approvals.get(key)?.id !== id) continue;
    state.approvals.delete(key);
    keys.add(key);
  }
  return keys.size === 0 ? [] : afterwards(state, (thing) => keys.has(exposureKey(thing)), at);
}

/** A person expects files to change, from what is seen now on. */
export function applyExpectation(state: HostState, expectation: Expectation): Change[] {
  state.expectations.set(expectation.id, expectation);
  return afterwards(state, ({ key }) => pathMatches(expectation.pattern, key), expectation.at);
}

export function applyExpectationWithdrawal(
  state: HostState,
  { id, pattern }: Expectation,
  at: number,
): Change[] {
  if (!state.expectations.delete(id)) return [];
  return afterwards(state, ({ key }) => pathMatches(pattern, key), at);
}

/** Settles the files about which a person has spoken: those of one report together, as there may be thousands. */
function afterwards(state: HostState, about: (thing: ExposureState) => boolean, at: number): Change[] {
  const tellers = new Map<string, { teller: Teller; keys: Set<string> }>();
  for (const [key, [first]] of witnessesOf(filesOf(state.exposures))) {
    if (!first || !about(first)) continue;
    const { reportId, source } = first;
    const name = `${reportId} ${source}`;
    const told = tellers.get(name) ?? {
      teller: { id: reportId, at, report: { source }, person: true },
      keys: new Set(),
    };
    tellers.set(name, told);
    told.keys.add(key);
  }
  const changes: Change[] = [];
  for (const { teller, keys } of tellers.values()) settleFindings(state, teller, keys, changes);
  return changes;
}
