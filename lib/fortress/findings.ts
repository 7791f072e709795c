/** The life of findings, as reports tell it. */
import type { Change, FindingState, FindingStatus, HostState } from "./state";

/** The report that tells it: its id, its time in milliseconds and who speaks. */
export interface Teller {
  id: string;
  at: number;
  report: { source: string };
  /** It is no report that tells it, but a person. */
  person?: true;
}

const isOpen = ({ state }: FindingState): boolean => state === "open" || state === "reopened";

/** What a finding is: `key` is the check, or `<kind>:<key>` of an exposure. */
export type Named = Pick<FindingState, "key" | "kind" | "tower" | "severity" | "title">;

/** Opens it, or opens it again; one that is open is only called as it is called now. */
export function openFinding(
  state: HostState,
  { id, at, report: { source } }: Teller,
  named: Named,
  changes: Change[],
): void {
  const { key } = named;
  const before = state.findings.get(key);
  if (before && isOpen(before)) {
    state.findings.set(key, { ...before, ...named });
    return;
  }
  const opened: FindingState = before
    ? {
        ...before,
        ...named,
        state: "reopened",
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
  to: Exclude<FindingStatus, "open" | "reopened">,
  changes: Change[],
): void {
  const before = state.findings.get(key);
  if (!before || !isOpen(before)) return;
  state.findings.set(key, { ...before, state: to, closedAt: at, closedBy: person ? null : id });
  changes.push({ kind: "closed", key, source, state: to });
}
