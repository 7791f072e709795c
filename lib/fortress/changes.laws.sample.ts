/** Generated reports for the laws of the fold. */
import fc from "fast-check";
import type { Report } from "@/lib/importers/types";
import { changed, clock, owners, updates } from "./changed-files.sample";
import type { DatedReport } from "./changes";
import { at } from "./posture.sample";
import { report } from "./report.sample";
import { type ExposureKind, type Observation, OUTCOMES } from "./types";

/** Tests of Lynis that fold and count in all the ways there are, and two checks of another tool. */
export const CHECKS = {
  lynis: [
    "lynis:AUTH-9283",
    "lynis:AUTH-9262",
    "lynis:BANN-7126",
    "lynis:FINT-4350",
    "lynis:PKGS-7392",
    "lynis:PKGS-7398",
    "lynis:USB-1000",
    "lynis:HRDN-7220",
    "lynis:LOGG-2154",
    "lynis:SSH-7408:PermitRootLogin",
    "lynis:SSH-7408:X11Forwarding",
  ],
  other: ["other:a", "other:b"],
} as const;

const OF_REPORT = [...OUTCOMES.filter((one) => one !== "part"), "pass", "fail"] as const;

export const observations = (
  source: keyof typeof CHECKS,
  outcomes: readonly Observation["outcome"][] = OF_REPORT,
): fc.Arbitrary<Observation[]> =>
  fc.uniqueArray(
    fc
      .record({
        check: fc.constantFrom<string>(...CHECKS[source]),
        outcome: fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(...outcomes) },
          { weight: outcomes === OF_REPORT ? 1 : 0, arbitrary: fc.constant("part" as const) },
        ),
        ratio: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      })
      .map(({ ratio, ...one }) => (one.outcome === "part" ? { ...one, ratio } : one)),
    { selector: ({ check }) => check },
  );

const packages = fc.constantFrom("openssl", "curl", "openssl CVE-2026-1").map((key) => ({
  kind: key.includes(" ") ? ("vulnerability" as const) : ("package" as const),
  key,
  tower: "patching" as const,
  severity: "high" as const,
  title: key,
}));

const SSH = "/usr/bin/ssh";
const exposures = fc.uniqueArray(
  fc.oneof(
    { weight: 3, arbitrary: packages },
    { weight: 1, arbitrary: fc.constantFrom("one", "other").map((hash) => changed(SSH, hash)) },
  ),
  { selector: ({ key }) => key },
);

const facts = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom("installed_packages", "file_integrity_tool", "__proto__"),
    values: fc.subarray(["300", "aide"]),
  }),
  { selector: ({ key }) => key },
);

/** How a run went, apart from what it found. */
const run = fc.record({
  scope: fc.constantFrom<Report["scope"][]>("full", "full", "full", "partial", "unprivileged", "dockerfile"),
  complete: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
  version: fc.constantFrom("3.0.8", "3.1.4"),
  exhaustive: fc.subarray(["lynis:SSH-7408:", "lynis:BANN"]),
  exposuresComplete: fc.subarray<ExposureKind>(["package", "vulnerability", "file"]),
});

export interface Filed extends DatedReport {
  hash: string;
}

/** A report of one tool. Its id is its hash: the same file is the same report. */
export const filedBy = (source: keyof typeof CHECKS): fc.Arbitrary<Filed> =>
  fc
    .record({
      hash: fc.uuid(),
      hours: fc.integer({ min: 0, max: 24 * 50 }),
      run,
      observations: observations(source),
      exposures,
      facts,
    })
    .map(({ hash, hours, run: how, ...found }) => ({
      id: hash,
      hash,
      at: at(hours / 24),
      report: report({ source, ...how, ...found }),
    }));

/** What explains a changed file: when its package was updated, or which package that is. */
const explaining: fc.Arbitrary<Filed> = fc
  .record({ hash: fc.uuid(), day: fc.integer({ min: 0, max: 50 }), update: fc.integer({ min: 0, max: 50 }) })
  .chain(({ hash, day, update }) =>
    fc
      .constantFrom(
        updates(day, `${clock(update, 12)} upgrade openssh-client 1`),
        owners(day, `openssh-client ${SSH}`),
      )
      .map((dated) => ({ ...dated, id: hash, hash })),
  );

/** A report of a tool that audits. */
export const audited = fc.oneof(
  { weight: 2, arbitrary: filedBy("lynis") },
  { weight: 1, arbitrary: filedBy("other") },
);

export const filed = fc.oneof({ weight: 3, arbitrary: audited }, { weight: 1, arbitrary: explaining });

/** Some of one moment, so that the hash has to decide. */
export const history = fc
  .tuple(fc.array(filed, { maxLength: 6 }), fc.array(filed, { maxLength: 2 }))
  .map(([reports, same]) => [...reports, ...same.map((one) => ({ ...one, at: reports[0]?.at ?? one.at }))]);
