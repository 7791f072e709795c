/** Grype's JSON as far as Rampart reads it. Source: anchore/grype, `grype/presenter/models`. */
import { z } from "zod";
import { needed, optional, perhaps } from "@/lib/importers/scanner";

const yes = z.boolean().catch(false);

export const document = z.object({
  matches: z.array(z.unknown()),
  ignoredMatches: z.array(z.unknown()).nullish().catch(null),
  source: perhaps(z.object({ type: optional })),
  distro: perhaps(z.object({ name: optional, version: optional })),
  descriptor: z.object({
    name: optional,
    version: optional,
    timestamp: optional,
    configuration: perhaps(
      z.object({
        "only-fixed": yes,
        "only-notfixed": yes,
        "ignore-wontfix": z.union([z.string(), z.boolean()]).nullish().catch(null),
      }),
    ),
    // Before Grype 0.88 the state of the database stood here, since then under `status`.
    db: perhaps(
      z.object({
        built: optional,
        error: optional,
        status: perhaps(
          z.object({ built: optional, error: optional, valid: z.boolean().nullish().catch(null) }),
        ),
      }),
    ),
  }),
});
export type Document = z.infer<typeof document>;

const scores = perhaps(
  z.array(perhaps(z.object({ metrics: perhaps(z.object({ baseScore: z.number().nullish().catch(null) })) }))),
);

const known = {
  id: needed,
  severity: optional,
  dataSource: optional,
  description: optional,
  cvss: scores,
  knownExploited: perhaps(z.array(z.unknown())),
};

export const match = z.object({
  vulnerability: z.object({
    ...known,
    fix: perhaps(z.object({ state: optional, versions: perhaps(z.array(optional)) })),
    epss: perhaps(z.array(perhaps(z.object({ epss: z.number().nullish().catch(null) })))),
  }),
  relatedVulnerabilities: perhaps(z.array(perhaps(z.object(known)))),
  artifact: z.object({
    name: needed,
    version: optional,
    type: optional,
    purl: optional,
    locations: perhaps(z.array(perhaps(z.object({ path: optional })))),
  }),
});
export type Match = z.infer<typeof match>;
