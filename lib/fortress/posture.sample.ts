/** Small hosts for tests: everything that a test does not speak of has an ordinary value. Times in days. */
import type { Definition, Measure } from "./catalogue";
import { CATALOGUE } from "./definitions";
import { POLICY, type Policy } from "./policy";
import type { Catalogue, Posture, ScoreRequest } from "./posture";
import type { CheckState, ExposureState, SourceState } from "./state";
import type { Outcome, Severity, Tower } from "./types";

const DAY = 86_400_000;
/** Now is day 1000. */
export const at = (day: number): number => day * DAY;
export const TODAY = 1000;

/** A check as of today. */
export function check(name: string, outcome: Outcome, more: Partial<CheckState> = {}): CheckState {
  return {
    check: name,
    source: name.split(":")[0] ?? "",
    outcome,
    ratio: null,
    message: null,
    details: [],
    observedAt: at(TODAY),
    sinceAt: at(TODAY),
    reportId: "report",
    privileged: true,
    vanished: false,
    defined: null,
    ...more,
  };
}

/** A medium package update, first seen today. */
export function exposure(more: Partial<ExposureState> = {}): ExposureState {
  return {
    source: "lynis",
    kind: "package",
    key: "openssl",
    tower: "patching",
    severity: "medium",
    title: "an update is waiting",
    details: [],
    exploitedWithFix: false,
    systemBinary: false,
    firstSeenAt: at(TODAY),
    observedAt: at(TODAY),
    reportId: "report",
    changedAt: null,
    change: null,
    ...more,
  };
}

/** A source whose full report came today, and no other one before. */
export function source(
  name: string,
  facts: Record<string, string[]> = {},
  more: Partial<SourceState> = {},
): SourceState {
  return {
    source: name,
    reportId: "report",
    observedAt: at(TODAY),
    toolName: name === "lynis" ? "Lynis" : name,
    toolVersion: "3.1.4",
    fullAt: at(TODAY),
    fullVersion: "3.1.4",
    fullReportId: "report",
    previousFullAt: null,
    reports: 1,
    native: null,
    facts: Object.fromEntries(
      Object.entries(facts).map(([key, values]) => [key, { values, at: at(TODAY), reportId: "report" }]),
    ),
    ...more,
  };
}

type SmallPosture = Partial<Omit<Posture, "sources">> & { sources?: SourceState[] };

export function posture({ sources = [], ...more }: SmallPosture): Posture {
  return {
    checks: [],
    exposures: [],
    attestations: [],
    decisions: [],
    ...more,
    sources: new Map(sources.map((one) => [one.source, one])),
  };
}

/**
 * A catalogue in which the id tells everything: `<source>:<tower>.<severity>.<anything>` stands on that tower with that
 * severity; with `.cap` in it a failure holds the tower at 40.
 */
export function literalCatalogue(measures: Measure[] = []): Catalogue {
  const takenBy = new Map(measures.flatMap(({ id, takes }) => takes.map((name) => [name, id])));
  return {
    measures,
    define(name): Definition {
      const [, words = ""] = name.split(":");
      const [tower, severity] = words.split(".");
      return {
        check: name,
        title: `title of ${name}`,
        group: "group",
        tower: tower as Tower,
        role: "wall",
        theme: null,
        severity: severity as Severity,
        cap: words.includes(".cap") ? 40 : null,
        measure: takenBy.get(name) ?? null,
        catalogued: true,
      };
    },
  };
}

/** Nothing is expected that has not come; every source reports weekly. */
export const LITERAL_POLICY: Policy = {
  version: "literal",
  limitDays: 45,
  sources: {
    daily: { title: "Daily", kind: "packages", periodDays: 1 },
    weekly: { title: "Weekly", kind: "configuration", periodDays: 7 },
  },
  otherSource: { title: "", kind: "configuration", periodDays: 7 },
  expected: [],
  slaDays: { critical: 7, high: 30, medium: 90, low: 180, info: null },
  weights: { critical: 10, high: 7.5, medium: 5, low: 2.5, info: 0 },
};

export const literal = (small: SmallPosture, more: Partial<ScoreRequest> = {}): ScoreRequest => ({
  posture: posture(small),
  policy: LITERAL_POLICY,
  catalogue: literalCatalogue(),
  now: at(TODAY),
  ...more,
});

/** With the catalogue and the policy that Rampart ships. */
export const shipped = (small: SmallPosture, more: Partial<ScoreRequest> = {}): ScoreRequest => ({
  posture: posture(small),
  policy: POLICY,
  catalogue: CATALOGUE,
  now: at(TODAY),
  ...more,
});
