/** The parts of SARIF that are read: everything else is ignored. Source: OASIS SARIF 2.1.0, oasis-tcs/sarif-spec. */
import { z } from "zod";

const text = z.string().catch("").optional();
const message = z
  .object({ text, id: text, arguments: z.array(z.string()).optional().catch(undefined) })
  .optional()
  .catch(undefined);
const level = z.enum(["none", "note", "warning", "error"]).optional().catch(undefined);
const properties = z
  .object({
    "security-severity": z.union([z.string(), z.number()]).optional().catch(undefined),
    purls: z.array(z.string()).optional().catch(undefined),
    tags: z.array(z.string()).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

export const ruleSchema = z.object({
  id: z.string().min(1),
  name: text,
  shortDescription: message,
  fullDescription: message,
  help: message,
  messageStrings: z.record(z.string(), message).optional().catch(undefined),
  defaultConfiguration: z
    .object({ level, enabled: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  properties,
});

const location = z
  .object({
    physicalLocation: z
      .object({
        artifactLocation: z.object({ uri: text }).optional().catch(undefined),
        region: z
          .object({ startLine: z.number().optional().catch(undefined) })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    logicalLocations: z
      .array(z.object({ fullyQualifiedName: text, name: text }))
      .optional()
      .catch(undefined),
  })
  .catch({});

export const resultSchema = z.object({
  ruleId: z.string().optional(),
  ruleIndex: z.number().int().optional().catch(undefined),
  rule: z
    .object({ id: text, index: z.number().int().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  kind: z.enum(["pass", "open", "informational", "notApplicable", "review", "fail"]).optional(),
  level,
  message,
  baselineState: z.enum(["new", "unchanged", "updated", "absent"]).optional().catch(undefined),
  suppressions: z
    .array(z.object({ status: text, justification: text }))
    .nullish()
    .catch(undefined),
  locations: z.array(location).optional().catch(undefined),
  properties,
});

const notifications = z.array(z.object({ level })).optional().catch(undefined);

const component = z.object({
  name: z.string().min(1),
  version: text,
  semanticVersion: text,
  rules: z.array(z.unknown()).nullish(),
});

const runSchema = z.object({
  tool: z.object({
    driver: component,
    extensions: z
      .array(z.object({ rules: z.array(z.unknown()).nullish() }))
      .nullish()
      .catch(undefined),
  }),
  invocations: z
    .array(
      z.object({
        executionSuccessful: z.boolean().optional(),
        startTimeUtc: text,
        endTimeUtc: text,
        toolExecutionNotifications: notifications,
        toolConfigurationNotifications: notifications,
      }),
    )
    .nullish(),
  automationDetails: z.object({ id: text }).nullish().catch(undefined),
  properties: z.object({ imageName: text }).nullish().catch(undefined),
  results: z.array(z.unknown()).nullish(),
});

export const logSchema = z.object({
  version: z.literal("2.1.0").optional(),
  runs: z.array(runSchema),
});

export type Rule = z.output<typeof ruleSchema>;
export type Result = z.output<typeof resultSchema>;
export type Run = z.output<typeof runSchema>;
export type Level = NonNullable<Result["level"]>;
