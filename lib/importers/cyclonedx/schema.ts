/** CycloneDX JSON 1.4 to 1.6 as far as Rampart reads it. Source: CycloneDX/specification, `schema/bom-1.6.schema.json`. */
import { z } from "zod";
import { needed, optional, perhaps } from "@/lib/importers/scanner";

const tool = perhaps(z.object({ name: optional, version: optional }));

export const component = z.object({
  type: optional,
  name: optional,
  version: optional,
  "bom-ref": optional,
  purl: optional,
  components: z.unknown().optional(),
});
export type Component = z.infer<typeof component>;

export const document = z.object({
  bomFormat: z.literal("CycloneDX"),
  specVersion: optional,
  metadata: perhaps(
    z.object({
      timestamp: optional,
      component: perhaps(component),
      // A list before 1.5, since then an object that holds one.
      tools: perhaps(
        z.union([z.array(tool), z.object({ components: z.array(tool) }).transform((one) => one.components)]),
      ),
    }),
  ),
  components: z.unknown().optional(),
  vulnerabilities: z.array(z.unknown()).nullish(),
});
export type Document = z.infer<typeof document>;

export const known = z.object({
  id: needed,
  references: perhaps(z.array(perhaps(z.object({ id: optional })))),
  source: perhaps(z.object({ name: optional, url: optional })),
  ratings: perhaps(
    z.array(
      perhaps(
        z.object({ severity: optional, score: z.coerce.number().nullish().catch(null), method: optional }),
      ),
    ),
  ),
  description: optional,
  recommendation: optional,
  advisories: perhaps(z.array(perhaps(z.object({ url: optional })))),
  analysis: perhaps(z.object({ state: optional })),
  affects: z.array(
    z.object({
      ref: needed,
      versions: perhaps(z.array(perhaps(z.object({ version: optional, status: optional })))),
    }),
  ),
});
export type Known = z.infer<typeof known>;
