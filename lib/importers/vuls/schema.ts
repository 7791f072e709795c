/** The JSON of Vuls as far as Rampart reads it. Source: future-architect/vuls, `models/scanresults.go`, `models/vulninfos.go`. */
import { z } from "zod";
import { needed, optional, perhaps } from "@/lib/importers/scanner";

const yes = z.boolean().catch(false);
const texts = perhaps(z.array(optional));
const entries = z.record(z.string(), z.unknown()).nullish();

export const document = z.object({
  jsonVersion: z.coerce.number(),
  serverName: optional,
  family: optional,
  release: optional,
  container: perhaps(z.object({ containerID: optional })),
  scannedAt: optional,
  scannedVersion: optional,
  reportedAt: optional,
  reportedVersion: optional,
  errors: texts,
  warnings: texts,
  scannedCves: entries,
  packages: entries,
  runningKernel: perhaps(z.object({ release: optional, rebootRequired: z.boolean().nullish().catch(null) })),
  config: perhaps(
    z.object({
      report: perhaps(
        z.object({
          cvssScoreOver: z.number().nullish().catch(null),
          confidenceScoreOver: z.number().nullish().catch(null),
          ignoreUnfixed: yes,
          ignoreUnscoredCves: yes,
        }),
      ),
    }),
  ),
});
export type Document = z.infer<typeof document>;

export const installed = z.object({
  version: optional,
  release: optional,
  newVersion: optional,
  newRelease: optional,
});
export type Installed = z.infer<typeof installed>;

const content = z.object({
  title: optional,
  summary: optional,
  sourceLink: optional,
  cvss2Score: z.number().nullish().catch(null),
  cvss2Severity: optional,
  cvss3Score: z.number().nullish().catch(null),
  cvss3Severity: optional,
  cvss40Score: z.number().nullish().catch(null),
  cvss40Severity: optional,
});
export type Content = z.infer<typeof content>;

export const known = z.object({
  cveID: optional,
  affectedPackages: perhaps(
    z.array(
      z.object({
        name: needed,
        notFixedYet: yes,
        fixState: optional,
        fixedIn: optional,
      }),
    ),
  ),
  // An object for each kind before Vuls 0.20, since then a list.
  cveContents: perhaps(z.record(z.string(), z.union([z.array(content), content.transform((one) => [one])]))),
  distroAdvisories: perhaps(z.array(perhaps(z.object({ severity: optional })))),
  kevs: perhaps(z.array(z.unknown())),
  alertDict: perhaps(z.object({ cisa: perhaps(z.array(z.unknown())) })),
  cpeURIs: texts,
  libraryFixedIns: perhaps(
    z.array(z.object({ key: optional, name: needed, fixedIn: optional, path: optional })),
  ),
  wpPackageFixStats: perhaps(z.array(z.object({ name: needed, fixedIn: optional }))),
});
export type Known = z.infer<typeof known>;
