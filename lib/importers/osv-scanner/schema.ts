/**
 * The JSON of OSV-Scanner as far as Rampart reads it. Sources: google/osv-scanner, `pkg/models/results.go`; the OSV schema
 * of ossf/osv-schema.
 */
import { z } from "zod";
import { needed, optional, perhaps } from "@/lib/importers/scanner";

export const document = z.object({
  // A version before 1.3 wrote null where there was nothing.
  results: z.array(z.unknown()).nullable(),
  image_metadata: z.unknown().optional(),
});

export const result = z.object({
  source: perhaps(z.object({ path: optional, type: optional })),
  packages: z.unknown().optional(),
});

const texts = perhaps(z.array(optional));

const event = perhaps(z.object({ fixed: optional }));
const affected = perhaps(
  z.object({
    package: perhaps(z.object({ name: optional, ecosystem: optional })),
    ranges: perhaps(z.array(perhaps(z.object({ events: perhaps(z.array(event)) })))),
  }),
);

export const entry = z.object({
  id: needed,
  aliases: texts,
  upstream: texts,
  summary: optional,
  affected: perhaps(z.array(affected)),
  database_specific: perhaps(z.object({ severity: optional })),
});
export type Entry = z.infer<typeof entry>;

export const group = z.object({
  ids: z.array(needed).min(1),
  aliases: texts,
  max_severity: optional,
  experimental_analysis: perhaps(
    z.record(
      z.string(),
      z.object({ called: z.boolean().catch(true), unimportant: z.boolean().catch(false) }),
    ),
  ),
});
export type Group = z.infer<typeof group>;

export const scanned = z.object({
  package: z.object({
    name: needed,
    os_package_name: optional,
    version: optional,
    ecosystem: optional,
    commit: optional,
  }),
  vulnerabilities: z.unknown().optional(),
  groups: z.unknown().optional(),
});
export type Scanned = z.infer<typeof scanned>;
