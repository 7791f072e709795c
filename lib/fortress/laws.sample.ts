/** Generated hosts for the laws of scoring: anything a fold could leave behind, and more. */
import fc from "fast-check";
import lynisData from "@/content/catalogue/lynis.json";
import type { Condition, Measure } from "./catalogue";
import { CATALOGUE } from "./definitions";
import { POLICY, type Policy } from "./policy";
import type { Attestation, Catalogue, Decision, ScoreRequest } from "./posture";
import { at, check, exposure, LITERAL_POLICY, literalCatalogue, source, TODAY } from "./posture.sample";
import { type CheckState, type ExposureState, exposureKey, type SourceState } from "./state";
import { EXPOSURE_KINDS, OUTCOMES, SEVERITIES, TOWERS } from "./types";

/** A catalogue and a policy, and what hosts in it can be made of. */
export interface World {
  name: string;
  catalogue: Catalogue;
  policy: Policy;
  checks: string[];
  sources: string[];
}

const conditionsOf = ({ rule }: Measure): Condition[] =>
  rule.kind === "presence" ? [...rule.present, ...(rule.weakUnless ?? []), ...rule.missing] : [];

/** The checks that a measure looks at. */
const checksOf = (measure: Measure): string[] => {
  const { rule } = measure;
  const named = conditionsOf(measure).flatMap((one) => ("check" in one ? [one.check] : []));
  if (rule.kind === "checks") named.push(...rule.checks);
  if (rule.kind === "exposures") named.push(...rule.knownBy.checks);
  if (rule.kind === "presence") named.push(...(rule.heard?.checks ?? []));
  return named;
};

const factsOf = (measure: Measure): { name: string; values: string[] }[] => [
  ...conditionsOf(measure).flatMap((one) =>
    "fact" in one ? [{ name: one.fact, values: one.is ?? [] }] : [],
  ),
  ...(measure.rule.kind === "count" ? [{ name: measure.rule.fact, values: ["300", "700", "2000"] }] : []),
];

const shippedIds = [
  ...lynisData.checks.map(({ id }) => `lynis:${id}`),
  ...Object.entries(lynisData.options).flatMap(([id, options]) =>
    options.map(({ field }) => `lynis:${id}:${field}`),
  ),
];

/** The catalogue as it is shipped. What measures look at stands in it often enough to meet. */
const SHIPPED: World = {
  name: "the shipped catalogue",
  catalogue: CATALOGUE,
  policy: POLICY,
  checks: [
    ...shippedIds,
    ...Array(20).fill(CATALOGUE.measures.flatMap(checksOf)).flat(),
    ...Array(20)
      .fill(["lynis:AUTH-9283", "lynis:AUTH-9204", "lynis:SSH-7408:Unheard", "other:a", "other:b"])
      .flat(),
  ],
  sources: ["lynis", "other", "trivy", "lynis-dockerfile"],
};

const words = (tower: string, severity: string, rest: string): string => `lynis:${tower}.${severity}.${rest}`;

const literalMeasures: Measure[] = TOWERS.flatMap((tower): Measure[] => {
  const of = (name: string, rule: Measure["rule"]): Measure => {
    const measure = { id: `${tower}.${name}`, tower, role: "guard" as const, title: name, takes: [], rule };
    return { ...measure, takes: checksOf(measure).filter((id) => id.includes(name)) };
  };
  const guard = words(tower, "medium", "guarded");
  const sum = ["high", "medium", "low"].map((severity) => words(tower, severity, "sum"));
  return [
    of("guarded", {
      kind: "presence",
      present: [{ check: guard, outcome: "pass" }, { fact: `lynis:${tower}.guarded` }],
      missing: [{ check: guard, outcome: "fail" }],
      heard: { sources: ["trivy"], checks: [words(tower, "high", "wall")] },
    }),
    of("bridged", {
      kind: "presence",
      present: [{ check: words(tower, "info", "bridged"), outcome: "pass" }],
      weakUnless: [
        { check: words(tower, "low", "bridged"), outcome: "pass" },
        { check: words(tower, "low", "bridged"), outcome: "not-applicable" },
        { fact: `lynis:${tower}.bridged`, empty: true },
      ],
      missing: [
        { check: words(tower, "info", "bridged"), outcome: "fail" },
        { fact: `lynis:${tower}.guarded`, empty: true },
      ],
    }),
    of("sum", { kind: "checks", checks: sum, inPlace: 0.7, weak: 0.3 }),
    of("count", { kind: "count", fact: `lynis:${tower}.count`, unit: "things", inPlace: 400, weak: 1000 }),
    of("listed", {
      kind: "exposures",
      exposure: "file",
      unit: "files",
      knownBy: { sources: [], checks: [words(tower, "high", "listed"), words(tower, "low", "listed")] },
      inPlace: 0,
      weak: 1,
    }),
    of("twice", { kind: "source", source: "configuration", reports: 2 }),
    of("wall", { kind: "wall", tower: "hardening", inPlace: 0.8, weak: 0.5 }),
    of("attested", { kind: "attested" }),
  ];
});

/** A small catalogue with every kind of rule on every tower, where few checks carry much. */
const LITERAL: World = {
  name: "a literal catalogue",
  catalogue: literalCatalogue(literalMeasures),
  policy: {
    ...LITERAL_POLICY,
    expected: [{ kind: "packages", title: "Packages", weight: { hardening: 12, integrity: 3 } }],
  },
  checks: [
    ...literalMeasures.flatMap(checksOf),
    ...TOWERS.flatMap((tower) => SEVERITIES.map((severity) => words(tower, severity, "wall"))),
    ...TOWERS.map((tower) => words(tower, "critical", "wall.cap")),
    ...TOWERS.map((tower) => `other:${tower}.medium.wall`),
  ],
  sources: ["lynis", "other", "daily", "trivy"],
};

export const WORLDS: readonly World[] = [SHIPPED, LITERAL];

const age = fc.oneof(fc.constantFrom(0, 7, 8, 26, 45, 46), fc.double({ min: 0, max: 60, noNaN: true }));
const ratio = fc.oneof(fc.constantFrom(1 / 3, 0.5, 0.9), fc.double({ min: 0.01, max: 0.99, noNaN: true }));

const checkState = ({ checks }: World): fc.Arbitrary<CheckState> =>
  fc
    .record({
      name: fc.constantFrom(...checks),
      outcome: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom("pass" as const, "fail" as const) },
        { weight: 1, arbitrary: fc.constant("part" as const) },
        { weight: 1, arbitrary: fc.constantFrom(...OUTCOMES) },
      ),
      ratio,
      age,
      vanished: fc.oneof(
        { weight: 5, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
    })
    .map(({ name, outcome, ratio: share, age: days, vanished }) =>
      check(name, outcome, {
        ratio: outcome === "part" ? share : null,
        observedAt: at(TODAY - days),
        vanished,
      }),
    );

const exposureState: fc.Arbitrary<ExposureState> = fc
  .record({
    source: fc.constantFrom("lynis", "trivy"),
    kind: fc.constantFrom(...EXPOSURE_KINDS),
    key: fc.constantFrom("a", "b", "c", "d", "a CVE-1", "a CVE-2", "b CVE-1", "/usr/bin/a"),
    tower: fc.constantFrom(...TOWERS),
    severity: fc.constantFrom(...SEVERITIES),
    exploitedWithFix: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    systemBinary: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    age: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ age: days, ...more }) => exposure({ ...more, firstSeenAt: at(TODAY - days) }));

function sourceState({ catalogue, sources }: World): fc.Arbitrary<SourceState> {
  const facts = catalogue.measures.flatMap(factsOf);
  const keys = facts.map(({ name }) => name.slice(name.indexOf(":") + 1));
  const values = ["", "0", "1", "x", ...facts.flatMap((fact) => fact.values)];
  return fc
    .record({
      name: fc.constantFrom(...sources),
      observed: age,
      full: fc.option(age),
      previous: fc.option(age),
      facts: fc.dictionary(fc.constantFrom(...keys), fc.array(fc.constantFrom(...values), { maxLength: 2 }), {
        maxKeys: 8,
        noNullPrototype: true,
      }),
      factAge: age,
    })
    .map(({ name, observed, full, previous, facts: said, factAge }) => {
      const one = source(name, said, {
        observedAt: at(TODAY - observed),
        fullAt: full === null ? null : at(TODAY - full),
        previousFullAt: full === null || previous === null ? null : at(TODAY - full - previous),
      });
      const aged = Object.entries(one.facts).map(([key, fact]) => [
        key,
        { ...fact, at: at(TODAY - factAge) },
      ]);
      return { ...one, facts: Object.fromEntries(aged) };
    });
}

const attestation = (measures: readonly Measure[]): fc.Arbitrary<Attestation> =>
  fc.record({
    measure: fc.constantFrom(...measures.map(({ id }) => id)),
    by: fc.constantFrom("Ada", "Grace", "Zoe"),
    at: fc.integer({ min: 0, max: 3 }).map((days) => at(TODAY - days)),
    validUntil: fc.integer({ min: -2, max: 30 }).map((days) => at(TODAY + days)),
  });

const decision = (keys: readonly string[]): fc.Arbitrary<Decision> =>
  fc.record({
    key: fc.constantFrom(...keys),
    treatment: fc.constantFrom("accept" as const, "transfer" as const, "reduce" as const, "avoid" as const),
    from: fc.integer({ min: -40, max: 1 }).map((days) => at(TODAY + days)),
    until: fc.integer({ min: -2, max: 30 }).map((days) => at(TODAY + days)),
    compensated: fc.boolean(),
  });

/** @param attestable the measures that attestations may speak of */
export function hosts(
  world: World,
  attestable: "any measure" | "what no report decides",
): fc.Arbitrary<ScoreRequest> {
  const { catalogue, policy } = world;
  const byWordOnly = catalogue.measures.filter(({ rule }) => rule.kind === "attested");
  const attested = attestable === "any measure" ? catalogue.measures : byWordOnly;
  return fc
    .record({
      checks: fc.uniqueArray(checkState(world), { selector: (one) => one.check, maxLength: 25 }),
      exposures: fc.uniqueArray(exposureState, { selector: exposureKey, maxLength: 6 }),
      sources: fc.uniqueArray(sourceState(world), { selector: (one) => one.source, maxLength: 3 }),
      attestations: fc.array(attestation(attested), { maxLength: 3 }),
    })
    .chain((host) => {
      const checks = host.checks.map((one) => one.check);
      const keys = [
        // Three times, so that decisions meet the checks that they are about.
        ...checks,
        ...checks,
        ...checks,
        ...host.exposures.map(exposureKey),
        ...catalogue.measures.map(({ id }) => `measure:${id}`),
      ];
      return fc.array(decision(keys), { maxLength: 8 }).map((decisions) => ({ ...host, decisions }));
    })
    .map(({ sources, ...host }) => ({
      posture: { ...host, sources: new Map(sources.map((one) => [one.source, one])) },
      catalogue,
      policy,
      now: at(TODAY),
    }));
}
