/** What reports say of the things that decide measures: single checks and facts, and whether a guard is heard. */
import type { Condition, Heard } from "./catalogue";
import type { Treatments } from "./decisions";
import { freshnessOf } from "./freshness";
import { titleOfSource } from "./policy";
import type { Attestation, Rules } from "./posture";
import type { CheckState, FactState, SourceState } from "./state";
import type { Parts } from "./terms";
import { type ExposureKind, fails, type Tower } from "./types";

/** What a rule may look at. */
export interface Evidence extends Rules {
  find(check: string): CheckState | undefined;
  sources: ReadonlyMap<string, SourceState>;
  attestations: readonly Attestation[];
  /** Sums over the wall of each tower, as measured. */
  walls: Record<Tower, Parts>;
  /** How many open exposures there are of each kind. */
  exposed: Record<ExposureKind, number>;
  treatments: Treatments;
}

/** A condition that holds. */
export interface Match {
  /** 0 to 1. */
  fresh: number;
  because: string;
  check: string | null;
}

/** Those of the conditions that hold, in their order. */
export function matchesOf(conditions: readonly Condition[], evidence: Evidence): Match[] {
  const found: Match[] = [];
  for (const condition of conditions) {
    const match =
      "check" in condition
        ? byCheck(condition, evidence)
        : "fact" in condition
          ? byFact(condition, evidence)
          : bySource(condition.source, evidence);
    if (match) found.push(match);
  }
  return found;
}

/** The freshest; among equals the first. */
export const freshestOf = (matches: readonly Match[]): Match | undefined =>
  matches.reduce<Match | undefined>((best, one) => (best && best.fresh >= one.fresh ? best : one), undefined);

const SAY = { pass: "passed", fail: "failed", "not-applicable": "does not apply" } as const;

function byCheck(condition: Extract<Condition, { check: string }>, evidence: Evidence): Match | null {
  const check = evidence.find(condition.check);
  if (!check) return null;
  const holds =
    condition.outcome === "fail"
      ? fails(check.outcome)
      : check.outcome === condition.outcome && !(check.vanished && check.outcome === "pass");
  if (!holds) return null;
  const { title } = evidence.catalogue.define(check.check, check.defined);
  const because = `${titleOf(check.source, evidence)}: ${title}: ${SAY[condition.outcome]}.`;
  return { fresh: freshnessOf(check.source, check.observedAt, evidence), because, check: check.check };
}

function byFact(condition: Extract<Condition, { fact: string }>, evidence: Evidence): Match | null {
  const { source, key, fact } = factOf(condition.fact, evidence);
  if (!fact) return null;
  const present = fact.values.some((value) => value !== "" && value !== "0");
  const { is, empty } = condition;
  const holds = empty ? !present : is ? fact.values.some((value) => is.includes(value)) : present;
  if (!holds) return null;
  const values = fact.values.length === 0 ? "none" : fact.values.slice(0, 4).join(", ");
  const because = `${titleOf(source, evidence)}: ${key.replaceAll("_", " ")}: ${values}.`;
  return { fresh: freshnessOf(source, fact.at, evidence), because, check: null };
}

function bySource(name: string, evidence: Evidence): Match | null {
  const source = evidence.sources.get(name);
  if (!source) return null;
  const because = `${titleOf(name, evidence)} reported.`;
  return { fresh: freshnessOf(name, source.observedAt, evidence), because, check: null };
}

/** @param name `<source>:<key>` */
export function factOf(
  name: string,
  { sources }: Evidence,
): { source: string; key: string; fact: FactState | undefined } {
  const at = name.indexOf(":");
  const source = name.slice(0, at);
  const key = name.slice(at + 1);
  return { source, key, fact: sources.get(source)?.facts[key] };
}

export const titleOf = (source: string, { policy }: Rules): string => titleOfSource(policy, source);

/** A check on which a report came to a result that still stands. */
export const speaks = ({ outcome, vanished }: CheckState): boolean =>
  !vanished && (outcome === "pass" || fails(outcome));

/** When a guard's own reports were last heard: a source, or a check that only runs where the guard has spoken. */
export function lastHeard(
  heard: Heard,
  evidence: Evidence,
): { fresh: number; ever: boolean; at: number | null } {
  let fresh = 0;
  let last: number | null = null;
  const hear = (source: string, at: number): void => {
    last = Math.max(last ?? at, at);
    fresh = Math.max(fresh, freshnessOf(source, at, evidence));
  };
  for (const name of heard.sources) {
    const source = evidence.sources.get(name);
    if (source) hear(name, source.observedAt);
  }
  for (const name of heard.checks) {
    const check = evidence.find(name);
    if (check && speaks(check)) hear(check.source, check.observedAt);
  }
  return { fresh, ever: last !== null, at: last };
}
