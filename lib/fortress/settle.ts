/** Opens and closes the findings of exposures: by what their witnesses say, what explains them and what people approved. */
import { formOf } from "./explain";
import { closeFinding, type Named, openFinding, type Teller } from "./findings";
import { type Approval, type Change, type ExposureState, exposureKey, type HostState } from "./state";
import { mergeWitnesses, witnessesOf } from "./witnesses";

/** Why a thing that is seen counts nothing; null: it counts. */
export type Settled = "explained" | "approved" | null;

/** @param witnesses all who see the thing */
export function settledBy(
  witnesses: readonly ExposureState[],
  approvals: ReadonlyMap<string, Approval>,
): Settled {
  const [first] = witnesses;
  if (!first?.change) return null;
  if (witnesses.every(({ change }) => change?.explained)) return "explained";
  const forms = approvals.get(exposureKey(first))?.forms;
  return forms &&
    witnesses.every((one) => Object.hasOwn(forms, one.source) && forms[one.source] === formOf(one))
    ? "approved"
    : null;
}

/** What each witness says, by its source: what an approval of the thing holds fast. */
export const formsOf = (witnesses: readonly ExposureState[]): Record<string, string> =>
  Object.fromEntries(witnesses.map((one) => [one.source, formOf(one)]));

/** The things of a host that count against it, each once. */
export function openThings({ exposures, approvals }: HostState): ExposureState[] {
  const settled = new Set<string>();
  for (const [key, witnesses] of witnessesOf(filesOf(exposures))) {
    if (settledBy(witnesses, approvals)) settled.add(key);
  }
  const things = mergeWitnesses(exposures.values());
  return settled.size === 0 ? things : things.filter((thing) => !settled.has(exposureKey(thing)));
}

/** The files of a host that are not what they were and count nothing, each with those who see it. */
export function settledThings({
  exposures,
  approvals,
}: HostState): { key: string; witnesses: ExposureState[]; settled: Exclude<Settled, null> }[] {
  return [...witnessesOf(filesOf(exposures))].flatMap(([key, witnesses]) => {
    const settled = settledBy(witnesses, approvals);
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
    const settled = settledBy(seen.get(key) ?? [], state.approvals);
    if (!thing) closeFinding(state, teller, key, "verified", changes);
    else if (settled) closeFinding(state, teller, key, settled, changes);
    else openFinding(state, teller, nameOf(key, thing), changes);
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
export function applyApproval(state: HostState, approval: Approval): Change[] {
  state.approvals.set(approval.key, approval);
  return afterwards(state, approval.key, approval.at);
}

/** A person takes an approval back. A newer one of the same file stays. */
export function applyWithdrawal(state: HostState, { id, key }: Approval, at: number): Change[] {
  if (state.approvals.get(key)?.id !== id) return [];
  state.approvals.delete(key);
  return afterwards(state, key, at);
}

function afterwards(state: HostState, key: string, at: number): Change[] {
  const changes: Change[] = [];
  const thing = [...state.exposures.values()].find((exposure) => exposureKey(exposure) === key);
  if (!thing) return changes;
  const { reportId: id, source } = thing;
  settleFindings(state, { id, at, report: { source }, person: true }, new Set([key]), changes);
  return changes;
}
