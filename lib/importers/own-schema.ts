/** Rampart's own report for scripts of one's own: the one description that reads it, refuses it and is published. */
import { z } from "zod";
import { EXPOSURE_KINDS, OUTCOMES, SEVERITIES, TOWERS } from "@/lib/fortress/types";
import { LIMITS } from "./limits";
import { cleanText } from "./read/clean";
import { isoTime } from "./times";

const VISIBLE = "a text with something to see in it";
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((said) => cleanText(said).trim() !== "", VISIBLE);
const free = () => z.string();

/** Small letters, digits and single hyphens. */
const SOURCE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const CHECK = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;
const FACT = /^[a-z][a-z0-9_]*$/;
const TIME = /^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const MACHINE = /^[0-9a-f]{32}$/;

const TIME_FORM = "a time with its zone, such as 2026-11-24T03:15:00Z";
const SOURCE_FORM = "small letters, digits and hyphens, such as nightly-checks";
const CHECK_FORM = "letters, digits and . _ : / - without blanks, such as backup.restore-tested";
const MACHINE_FORM = "the 32 hexadecimal digits of /etc/machine-id";

const time = z
  .string()
  .regex(TIME, TIME_FORM)
  .refine((said) => isoTime(said) !== null, TIME_FORM)
  .meta({ description: "RFC 3339 with its zone, between 2000 and 2099: date -u +%Y-%m-%dT%H:%M:%SZ" });

const source = z.string().max(60).regex(SOURCE, SOURCE_FORM).meta({
  description: "Who speaks. The checks of one source replace each other; two scripts need two sources.",
});

const machineId = z.string().regex(MACHINE, MACHINE_FORM).meta({ description: MACHINE_FORM });

const scope = z.enum(["full", "partial", "unprivileged"]).meta({
  description:
    "Whether the run looked at everything it normally looks at. Only a full run may say that something is gone.",
});

const detail = z.strictObject({ name: text(80), text: free() });
const details = z.array(detail).max(200);

export const check = z
  .strictObject({
    id: z
      .string()
      .max(100)
      .regex(CHECK, CHECK_FORM)
      .meta({ description: "The same in every run and on every host; it must not depend on the outcome." }),
    title: text(LIMITS.titleCharacters).meta({
      description: "What is checked, as the good state where possible.",
    }),
    severity: z.enum(SEVERITIES).meta({ description: "How much the check weighs, whatever its outcome." }),
    tower: z.enum(TOWERS),
    theme: z.enum(["containment", "external-software"]).optional(),
    group: text(80).optional().meta({ description: "A word that belongs together with others." }),
    outcome: z.enum(OUTCOMES),
    ratio: z
      .number()
      .gt(0)
      .lt(1)
      .optional()
      .meta({ description: "With the outcome part, and only then: the share that passed." }),
    message: free().optional(),
    details: details.optional(),
  })
  .refine((one) => (one.outcome === "part") === (one.ratio !== undefined), {
    path: ["ratio"],
    error: "a share between 0 and 1 with the outcome part, and none with another",
  });

const exposure = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("package"),
      name: text(200).meta({ description: "Without version and architecture." }),
      installed: free().optional(),
      update: free().optional(),
      from: free().optional(),
      security: z.boolean().nullable().optional().meta({ description: "null or absent: not known." }),
      severity: z.enum(SEVERITIES).optional(),
      details: details.optional(),
    })
    .meta({ description: "A package that waits for an update." }),
  z
    .strictObject({
      kind: z.literal("vulnerability"),
      package: text(200),
      id: text(100).meta({ description: "CVE-2026-1234 where there is one." }),
      severity: z.enum(SEVERITIES),
      title: free().optional(),
      installed: free().optional(),
      fixed: free().optional().meta({ description: "The version that closes it." }),
      exploited: z.boolean().optional().meta({ description: "Known to be exploited in the wild." }),
      details: details.optional(),
    })
    .meta({ description: "A known vulnerability of an installed package." }),
  z
    .strictObject({
      kind: z.literal("file"),
      path: text(LIMITS.exposureKeyCharacters),
      change: z.enum(["added", "removed", "changed"]),
      contentChanged: z
        .boolean()
        .optional()
        .meta({ description: "False where only owner, mode or time differ." }),
      details: details.optional(),
    })
    .meta({ description: "A file that is not what it was." }),
  z
    .strictObject({
      kind: z.literal("malware"),
      signature: text(200),
      path: text(250).optional(),
      severity: z.enum(SEVERITIES).optional(),
      details: details.optional(),
    })
    .meta({ description: "Malware, or a sign of a rootkit." }),
]);

const facts = z.record(
  z.string().max(100).regex(FACT, "small letters, digits and _, such as backup_age_days"),
  z.array(free()).max(1_000),
);

export const report = z
  .strictObject({
    $schema: free().optional().meta({ description: "For editors; not read." }),
    rampart: z.literal(1).meta({ description: "The version of this format. Put it first." }),
    host: z
      .strictObject({
        name: text(LIMITS.hostNameCharacters),
        machineId: machineId.optional(),
        os: z
          .strictObject({
            family: text(80).optional(),
            name: text(80).optional(),
            version: text(80).optional(),
            kernel: text(80).optional(),
          })
          .optional(),
      })
      .optional()
      .meta({ description: "Left out: whoever sends the report says of which host it is." }),
    source,
    tool: z.strictObject({ name: text(80), version: text(80).optional() }).optional(),
    startedAt: time.optional(),
    endedAt: time,
    scope: scope.default("full"),
    complete: z.boolean().default(true).meta({
      description:
        "False for a run that broke off: what it says failed counts, what it says passed does not.",
    }),
    checks: z.array(check).max(LIMITS.observations).default([]),
    exposures: z.array(exposure).max(LIMITS.exposures).default([]),
    exposuresComplete: z.array(z.enum(EXPOSURE_KINDS)).max(4).default([]).meta({
      description:
        "Kinds of which this report names every one there is: what it does not name of them is gone.",
    }),
    facts: facts.default({}),
  })
  .meta({
    title: "Rampart's own report, version 1",
    description: "What a script of one's own may tell Rampart of one host. See docs/own-reports.md.",
  });

export type OwnReport = z.output<typeof report>;
export type OwnCheck = z.output<typeof check>;
export type OwnExposure = z.output<typeof exposure>;

/** What `public/schema/report.v1.schema.json` holds. */
export const publishedSchema = () => z.toJSONSchema(report, { target: "draft-2020-12", io: "input" });
