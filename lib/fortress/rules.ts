/**
 * How each kind of rule decides a measure. One principle for all: proven is what holds even if everything that nobody
 * looked at had failed, possible is what would hold if all of it had passed.
 */
import type { Condition, Measure } from "./catalogue";
import {
  type Evidence,
  factOf,
  freshestOf,
  lastHeard,
  type Match,
  matchesOf,
  speaks,
  titleOf,
} from "./conditions";
import { treatedPart } from "./decisions";
import { freshness, freshnessOf } from "./freshness";
import { sourcePolicy } from "./policy";
import type { GuardFacts, MeasureStatus, Shares } from "./posture";
import { add, noParts, type Parts, shareOfCheck } from "./terms";
import { fails } from "./types";

/** What a rule makes of the evidence. The shares add up to 1. */
export interface Verdict extends Shares {
  status: MeasureStatus;
  because: string;
  /** The checks that decided it. */
  checks: string[];
  silent: boolean;
  guard: GuardFacts | null;
}

const UNKNOWN: Verdict = {
  passed: 0,
  failed: 0,
  unproven: 1,
  status: "unknown",
  because: "No report and no attestation speaks of it.",
  checks: [],
  silent: false,
  guard: null,
};

export function decide({ rule }: Measure, evidence: Evidence): Verdict {
  switch (rule.kind) {
    case "presence":
      return presence(rule, evidence);
    case "checks":
      return shareOfChecks(rule, evidence);
    case "count":
      return count(rule, evidence);
    case "exposures":
      return exposures(rule, evidence);
    case "source":
      return reports(rule, evidence);
    case "wall":
      return wall(rule, evidence);
    case "attested":
      return { ...UNKNOWN, because: "No tool can test it; an attestation can prove it." };
  }
}

type Rule<K> = Extract<Measure["rule"], { kind: K }>;

/** @param possible 1, 0.5 or 0: what it comes to at best */
function verdict(passed: number, possible: number, status: MeasureStatus, because: string): Verdict {
  return { ...UNKNOWN, passed, failed: 1 - possible, unproven: possible - passed, status, because };
}

/** Sums of aged weights are exact to many digits, but not to the last one: it must not decide a step. */
const ROUNDING = 1e-9;

/** 1, 0.5 or 0 by two limits. */
const step = (value: number, inPlace: number, weak: number): number =>
  value >= inPlace - ROUNDING ? 1 : value >= weak - ROUNDING ? 0.5 : 0;

/** @param share what is proven before ageing, 1, 0.5 or 0 */
const statusOf = (share: number, possible: number): MeasureStatus =>
  share === 1 ? "in place" : share === 0.5 ? "weak" : possible > 0 ? "unknown" : "missing";

const names = (matches: readonly Match[]): string[] =>
  matches.flatMap(({ check }) => (check === null ? [] : [check]));

function presence(rule: Rule<"presence">, evidence: Evidence): Verdict {
  const guard = rule.heard ? guardFacts(rule, evidence) : null;
  return { ...presenceVerdict(rule, evidence), guard };
}

function guardFacts(rule: Rule<"presence">, evidence: Evidence): GuardFacts {
  const said = (conditions: readonly Condition[]) =>
    freshestOf(matchesOf(conditions, evidence))?.because ?? null;
  return {
    installed: said(rule.present),
    running: said(rule.running ?? []),
    heardAt: rule.heard ? lastHeard(rule.heard, evidence).at : null,
  };
}

function presenceVerdict(rule: Rule<"presence">, evidence: Evidence): Verdict {
  const present = matchesOf(rule.present, evidence);
  const best = freshestOf(present);
  if (!best) {
    const missing = matchesOf(rule.missing, evidence);
    const why = freshestOf(missing);
    return why ? { ...verdict(0, 0, "missing", why.because), checks: names(missing) } : UNKNOWN;
  }
  const checks = names(present);
  if (rule.heard) return { ...guarded(best, lastHeard(rule.heard, evidence)), checks };
  if (rule.weakUnless && matchesOf(rule.weakUnless, evidence).length === 0) {
    const failing = rule.weakUnless
      .flatMap((one) => ("check" in one ? [one.check] : []))
      .filter(isFailing(evidence));
    const because = `${best.because} That alone makes it weak.`;
    return {
      ...verdict(0.5 * best.fresh, 0.5, "weak", because),
      checks: [...new Set([...checks, ...failing])],
    };
  }
  return { ...verdict(best.fresh, 1, "in place", best.because), checks };
}

/** Half for being there, half for being heard; the second half ages with the guard's own reports. */
function guarded(there: Match, heard: { fresh: number; ever: boolean }): Verdict {
  if (heard.fresh > 0) return verdict(0.5 * there.fresh + 0.5 * heard.fresh, 1, "in place", there.because);
  const silence = heard.ever ? "its own reports stopped" : "none of its own reports has come";
  const because = `${there.because} On the wall, but silent: ${silence}.`;
  return { ...verdict(0.5 * there.fresh, 0.5, "weak", because), silent: true };
}

const isFailing =
  ({ find }: Evidence) =>
  (name: string): boolean =>
    fails(find(name)?.outcome);

function shareOfChecks(rule: Rule<"checks">, evidence: Evidence): Verdict {
  const sums = noParts();
  const checks: string[] = [];
  const failing: string[] = [];
  for (const name of rule.checks) {
    const check = evidence.find(name);
    const whole = check && shareOfCheck(check, evidence);
    if (!whole) continue;
    const part = treatedPart(whole, evidence.treatments.get(name));
    checks.push(name);
    if (part.failed > 0) failing.push(evidence.catalogue.define(name, check.defined).title);
    add(sums, part);
  }
  if (sums.raw + sums.failed === 0) return { ...UNKNOWN, checks };
  const because =
    failing.length === 0
      ? "All of its checks that were looked at passed."
      : `Not so: ${failing.slice(0, 4).join("; ")}.`;
  return { ...byShare(sums, rule, because), checks };
}

/**
 * Steps over the share that passed; what is unproven stays possible. A step that is reached fades with the freshest of
 * its passes, and sooner if the aged passes no longer reach its limit: so neither a stale pass beside fresh ones nor
 * one fresh pass beside stale ones can raise it.
 */
function byShare(
  sums: Parts,
  { inPlace, weak }: { inPlace: number; weak: number },
  because: string,
): Verdict {
  const total = sums.passed + sums.failed + sums.unproven;
  const share = step(sums.raw / total, inPlace, weak);
  const possible = Math.max(share, step((total - sums.failed) / total, inPlace, weak));
  const faded = (limit: number): number => Math.min(sums.freshest, sums.passed / (limit * total));
  const passed = Math.max(share === 1 ? faded(inPlace) : 0, share > 0 ? 0.5 * faded(weak) : 0);
  return verdict(passed, possible, statusOf(share, possible), because);
}

function count(rule: Rule<"count">, evidence: Evidence): Verdict {
  const { source, fact } = factOf(rule.fact, evidence);
  const value = Number(fact?.values[0]);
  if (!fact || !Number.isFinite(value) || value <= 0) return UNKNOWN;
  const share = step(-value, -rule.inPlace, -rule.weak);
  const because = `${titleOf(source, evidence)}: ${value} ${rule.unit}; up to ${rule.inPlace} is in place, up to ${rule.weak} weak.`;
  return verdict(share * freshnessOf(source, fact.at, evidence), share, statusOf(share, share), because);
}

function exposures(rule: Rule<"exposures">, evidence: Evidence): Verdict {
  const known = rule.knownBy.checks.flatMap((name) => evidence.find(name) ?? []);
  const checks = known.map(({ check }) => check);
  // A test that fails without a list, or that did not come to a result, stands for one at least.
  const least = known.some(({ outcome }) => fails(outcome)) ? 1 : 0;
  const most = known.some((check) => check.outcome !== "not-applicable" && !speaks(check)) ? 1 : least;
  const listed = evidence.exposed[rule.exposure];
  const heard = lastHeard(rule.knownBy, evidence);
  if (listed === 0 && least === 0 && !heard.ever) return { ...UNKNOWN, checks };
  const share = step(-Math.max(listed, most), -rule.inPlace, -rule.weak);
  const possible = step(-Math.max(listed, least), -rule.inPlace, -rule.weak);
  const found = listed > 0 ? String(listed) : least > 0 ? "Unlisted" : "No";
  const but = most > least ? " Not every test that would list them came to a result." : "";
  const because = `${found} ${rule.unit}.${but}`;
  return { ...verdict(share * heard.fresh, possible, statusOf(share, possible), because), checks };
}

function reports(rule: Rule<"source">, evidence: Evidence): Verdict {
  const { policy, now } = evidence;
  let last = 0;
  let earlier = 0;
  const titles: string[] = [];
  for (const source of evidence.sources.values()) {
    const { kind, periodDays } = sourcePolicy(policy, source.source);
    if (kind !== rule.source || source.fullAt === null) continue;
    titles.push(`${source.toolName} ${source.toolVersion ?? ""}`.trim());
    last = Math.max(last, freshness(source.fullAt, now, periodDays, policy.limitDays));
    if (source.previousFullAt !== null) {
      earlier = Math.max(earlier, freshness(source.previousFullAt, now, 2 * periodDays, policy.limitDays));
    }
  }
  if (titles.length === 0) return UNKNOWN;
  const from = titles.sort().join(" and ");
  if (rule.reports === 1) return verdict(last, 1, "in place", `${from} reported.`);
  if (earlier > 0) {
    return verdict(0.5 * last + 0.5 * earlier, 1, "in place", `${from} reported on several days.`);
  }
  const because = `${from} reported on one day only; a second day makes it continuous.`;
  return verdict(0.5 * last, 0.5, "weak", because);
}

function wall(rule: Rule<"wall">, evidence: Evidence): Verdict {
  const sums = evidence.walls[rule.tower];
  if (sums.raw + sums.failed === 0) return UNKNOWN;
  const percent = Math.floor((100 * sums.raw) / (sums.passed + sums.failed + sums.unproven));
  const limit = Math.round(rule.inPlace * 100);
  const because = `${percent} % of the ${rule.tower} checks by weight passed; from ${limit} % it is in place.`;
  return byShare(sums, rule, because);
}
