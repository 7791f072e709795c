/** The life of findings, as reports and people tell it. */
import { DAY } from "./days";
import {
  type Change,
  exposureKey,
  type FindingState,
  type FindingStatus,
  type HostState,
  isOpen,
  type Mark,
  type OPEN_STATES,
} from "./state";

/** The report that tells it: its id, its time in milliseconds and who speaks. */
export interface Teller {
  id: string;
  at: number;
  report: { source: string };
  /** It is no report that tells it, but a person. */
  person?: true;
}

/** What a finding is: `key` is the check, or `<kind>:<key>` of an exposure. */
export type Named = Pick<FindingState, "key" | "kind" | "tower" | "severity" | "title">;

/**
 * Opens it, or opens it again. One that is open is only called as it is called now, unless a person said that it is fixed
 * and this report sees it all the same.
 */
export function openFinding(
  state: HostState,
  { id, at, report: { source } }: Teller,
  named: Named,
  changes: Change[],
  /** Whether it is this report that sees it. */
  seen = true,
): void {
  const { key } = named;
  const before = state.findings.get(key);
  if (before && isOpen(before) && !(before.state === "fixed" && seen)) {
    state.findings.set(key, { ...before, ...named });
    return;
  }
  const opened: FindingState = before
    ? {
        ...before,
        ...named,
        state: "reopened",
        sinceAt: at,
        // Who says too early that it is fixed gains no time.
        dueFrom: isOpen(before) ? before.dueFrom : at,
        reopened: before.reopened + 1,
        closedAt: null,
        closedBy: null,
      }
    : {
        ...named,
        source,
        state: "open",
        openedAt: at,
        openedBy: id,
        sinceAt: at,
        dueFrom: at,
        closedAt: null,
        closedBy: null,
        reopened: 0,
      };
  state.findings.set(key, opened);
  changes.push({ kind: before ? "reopened" : "opened", key, source, state: opened.state });
}

/** Nothing happens to a finding that is not open. */
export function closeFinding(
  state: HostState,
  { id, at, report: { source }, person }: Teller,
  key: string,
  to: Exclude<FindingStatus, (typeof OPEN_STATES)[number]>,
  changes: Change[],
): void {
  const before = state.findings.get(key);
  if (!before || !isOpen(before)) return;
  state.findings.set(key, {
    ...before,
    state: to,
    sinceAt: at,
    closedAt: at,
    closedBy: person ? null : id,
  });
  changes.push({ kind: "closed", key, source, state: to });
}

/** What an open finding becomes when nobody is at it (any more). */
const untouchedState = ({ reopened }: Pick<FindingState, "reopened">): FindingStatus =>
  reopened > 0 ? "reopened" : "open";

/** A person says where the work stands. Of a finding that is not open, nobody can say so. */
export function applyMark(state: HostState, { key, to, at }: Mark): void {
  const before = state.findings.get(key);
  if (!before || !isOpen(before)) return;
  const next = to === "open" ? untouchedState(before) : to;
  if (next !== before.state) state.findings.set(key, { ...before, state: next, sinceAt: at });
}

/**
 * The open findings of which nobody speaks any more: their source has been silent beyond the limit, or its later runs do not
 * name the check. They count as before; what is gone silent is not repaired.
 * @param limitDays how long a source may be silent
 */
export function unheardKeys(state: HostState, now: number, limitDays: number): string[] {
  const since = now - limitDays * DAY;
  const heard = new Set<string>();
  const speaks = (source: string): boolean => (state.sources.get(source)?.observedAt ?? 0) >= since;
  for (const { check, source, vanished } of state.checks.values()) {
    if (!vanished && speaks(source)) heard.add(check);
  }
  for (const exposure of state.exposures.values()) {
    if (speaks(exposure.source)) heard.add(exposureKey(exposure));
  }
  return [...state.findings.values()].flatMap((one) => (isOpen(one) && !heard.has(one.key) ? one.key : []));
}
