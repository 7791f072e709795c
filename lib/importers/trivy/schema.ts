/** Trivy's JSON as far as Rampart reads it. Source: aquasecurity/trivy, `pkg/types` and `pkg/fanal/types`. */
import { z } from "zod";
import { needed, optional, perhaps } from "@/lib/importers/scanner";

export const document = z.object({
  SchemaVersion: z.coerce.number(),
  ArtifactName: optional,
  ArtifactType: optional,
  CreatedAt: optional,
  Trivy: perhaps(z.object({ Version: optional })),
  Metadata: perhaps(
    z.object({
      OS: perhaps(z.object({ Family: optional, Name: optional, EOSL: z.boolean().catch(false) })),
    }),
  ),
  Results: z.array(z.unknown()).nullish(),
});

export const result = z.object({
  Target: optional,
  Class: optional,
  Type: optional,
  Vulnerabilities: z.unknown().optional(),
  Misconfigurations: z.unknown().optional(),
  Secrets: z.unknown().optional(),
});
export type Result = z.infer<typeof result>;

export const finding = z.object({
  VulnerabilityID: needed,
  PkgName: needed,
  PkgPath: optional,
  PkgIdentifier: perhaps(z.object({ PURL: optional })),
  InstalledVersion: optional,
  FixedVersion: optional,
  Status: optional,
  Severity: optional,
  Title: optional,
  PrimaryURL: optional,
});
export type Finding = z.infer<typeof finding>;

/** What was found stays unread: only where, and by which rule. */
export const secret = z.object({ RuleID: needed, StartLine: optional });
