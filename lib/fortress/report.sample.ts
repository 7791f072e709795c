/** Small reports for tests: a full, complete Lynis run that says nothing but what the test lets it say. */
import type { Report } from "@/lib/importers/types";
import { applyReport, type DatedReport } from "./changes";
import { at } from "./posture.sample";
import { type Change, emptyState, type HostState } from "./state";
import type { Exposure, Observation } from "./types";

interface SmallReport extends Partial<Omit<Report, "tool">> {
  version?: string | null;
}

export function report({ version = "3.1.4", ...more }: SmallReport = {}): Report {
  return {
    format: "lynis",
    source: "lynis",
    tool: { name: "Lynis", version },
    host: {
      name: "web-01",
      identifiers: [],
      os: { family: "Linux", name: "Debian", version: "12", kernel: null },
    },
    run: { startedAt: null, endedAt: null, zone: "stated" },
    scope: "full",
    complete: true,
    native: null,
    observations: [],
    exposures: [],
    exposuresComplete: [],
    facts: [],
    notes: [],
    ...more,
  };
}

/** The report of a day: its id is the day's number. */
export const dated = (day: number, small: SmallReport = {}): DatedReport => ({
  id: String(day),
  at: at(day),
  report: report(small),
});

/** `pass: "a b"` = the checks `lynis:a` and `lynis:b` passed. */
export const saying = (said: Partial<Record<Observation["outcome"], string>>): Observation[] =>
  (Object.keys(said) as Observation["outcome"][]).flatMap((outcome) =>
    (said[outcome] ?? "").split(" ").map((id) => ({ check: `lynis:${id}`, outcome })),
  );

/** Waiting updates of these packages. */
export const waiting = (names: string): Exposure[] =>
  names
    .split(" ")
    .map((key) => ({ kind: "package", key, tower: "patching", severity: "medium", title: key }));

export function fold(reports: readonly DatedReport[]): HostState {
  const state = emptyState();
  for (const one of reports) applyReport(state, one);
  return state;
}

/** What each report changed, as `opened lynis:a` and so on. */
export function tell(reports: readonly DatedReport[]): string[][] {
  const state = emptyState();
  const say = ({ kind, key, state: to }: Change): string =>
    kind === "closed" ? `closed ${key}: ${to}` : `${kind} ${key}`;
  return reports.map((report) => applyReport(state, report).map(say));
}

/** `lynis:a` and what is known of it. */
export const known = (state: HostState, id: string) => state.checks.get(`lynis:${id}`);
export const outcomeOf = (state: HostState, id: string): string | undefined => {
  const check = known(state, id);
  return check && (check.vanished ? `${check.outcome}, vanished` : check.outcome);
};
export const finding = (state: HostState, id: string) => state.findings.get(`lynis:${id}`);
