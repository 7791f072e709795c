/**
 * The catalogue: which tower a check stands on, what it weighs and how a measure is decided.
 * Data in `content/catalogue`, checked here once when the module is loaded.
 */
import { z } from "zod";
import {
  EXPOSURE_KINDS,
  type Role,
  SEVERITIES,
  type Severity,
  type Theme,
  TOWERS,
  type Tower,
} from "./types";

const tower = z.enum(TOWERS);
const severity = z.enum(SEVERITIES);
const share = z.number().positive().max(1);

/** A fact that must hold for a check to apply. `test` is the test whose run makes the fact's absence meaningful. */
const needSchema = z.strictObject({
  fact: z.string(),
  /** The values that satisfy the need; left out: any value but an empty one, `0` or `-1`. */
  oneOf: z.array(z.string()).optional(),
  test: z.string(),
});

const lynisCheckSchema = z.strictObject({
  id: z.string().max(40),
  title: z.string().min(3).max(120),
  group: z.string(),
  tower,
  role: z.enum(["guard", "bridge", "wall"]),
  theme: z.enum(["containment", "external-software"]).optional(),
  severity,
  /** `finding`: silence after a run is a pass. `nothing`: it gathers facts. Else: a fact decides. */
  decides: z.union([
    z.literal("finding"),
    z.literal("nothing"),
    z.strictObject({ fact: z.string(), fail: z.array(z.string()), pass: z.array(z.string()) }),
  ]),
  /** Operating systems as Lynis writes them in `os=`; left out: any. */
  os: z.array(z.string()).optional(),
  /** Only a run as root reaches it. */
  root: z.boolean().optional(),
  /** All must hold, else a skip is explained and the check does not apply. */
  needs: z.array(needSchema).optional(),
  /** A test that looks at a fixed list of things: each is found by its word in message or details. */
  parts: z.array(z.string()).optional(),
  /** Holds its tower at this figure while it fails. */
  cap: z.literal(40).optional(),
  /** Earlier ids of the same check. */
  formerly: z.array(z.string()).optional(),
});

/** A test that is split into one check per option, from `details[]`. */
const lynisOptionSchema = z.strictObject({
  /** The field of `details[]`, for example `PermitRootLogin` or `kernel.kptr_restrict`. */
  field: z.string(),
  title: z.string().min(3).max(120),
  severity,
  theme: z.enum(["containment", "external-software"]).optional(),
  os: z.array(z.string()).optional(),
  /** True where the option does not exist on every system, so that silence is no pass. */
  uncertain: z.boolean().optional(),
});

export const lynisCatalogueSchema = z.strictObject({
  checks: z.array(lynisCheckSchema),
  /** By test id: SSH-7408, KRNL-6000. */
  options: z.record(z.string(), z.array(lynisOptionSchema)),
});

export type LynisCheck = z.infer<typeof lynisCheckSchema>;
export type LynisCatalogue = z.infer<typeof lynisCatalogueSchema>;

const conditionSchema = z.union([
  /** `fail`: failed as a whole or in part. */
  z.strictObject({ check: z.string(), outcome: z.enum(["pass", "fail", "not-applicable"]) }),
  z.strictObject({
    /** `<source>:<key>` */
    fact: z.string(),
    /** One of the values is among these. Left out: there is a value that is neither empty nor `0`. */
    is: z.array(z.string()).optional(),
    /** Known to be empty. */
    empty: z.literal(true).optional(),
  }),
  /** The source has reported: what reports is there. */
  z.strictObject({ source: z.string() }),
]);

const heardSchema = z.strictObject({ sources: z.array(z.string()), checks: z.array(z.string()) });

const ruleSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("presence"),
    /** Any of them shows that the measure is there, whatever shows that it is missing. */
    present: z.array(conditionSchema),
    /** There, but weak, unless one of these holds. */
    weakUnless: z.array(conditionSchema).optional(),
    missing: z.array(conditionSchema),
    /** A guard that reports: half of it is being there, half is being heard. */
    heard: heardSchema.optional(),
    /** Shows that the guard runs by itself: told beside the other two facts, and not counted. */
    running: z.array(conditionSchema).optional(),
  }),
  z.strictObject({
    kind: z.literal("checks"),
    checks: z.array(z.string()).min(1),
    /** Shares of the weight that passed. */
    inPlace: share,
    weak: share,
  }),
  z.strictObject({
    kind: z.literal("count"),
    fact: z.string(),
    unit: z.string(),
    /** Up to so many. */
    inPlace: z.number(),
    weak: z.number(),
  }),
  z.strictObject({
    kind: z.literal("exposures"),
    exposure: z.enum(EXPOSURE_KINDS),
    unit: z.string(),
    knownBy: heardSchema,
    inPlace: z.number(),
    weak: z.number(),
  }),
  /** So many reports, on different days, of sources of this kind. */
  z.strictObject({
    kind: z.literal("source"),
    source: z.string(),
    reports: z.union([z.literal(1), z.literal(2)]),
  }),
  /** So much of the wall of a tower passed. */
  z.strictObject({ kind: z.literal("wall"), tower, inPlace: share, weak: share }),
  z.strictObject({ kind: z.literal("attested") }),
]);

export const measureSchema = z.strictObject({
  id: z.string(),
  tower,
  role: z.enum(["guard", "bridge"]),
  title: z.string(),
  rule: ruleSchema,
  /** Checks that decide it, and so do not count in the wall again. */
  takes: z.array(z.string()),
});

export type Condition = z.infer<typeof conditionSchema>;
export type Heard = z.infer<typeof heardSchema>;
export type Measure = z.infer<typeof measureSchema>;

/** What the catalogue knows of one check. */
export interface Definition {
  check: string;
  /** Our words; for a check that is not in the catalogue, its id. */
  title: string;
  group: string;
  tower: Tower;
  role: Role;
  theme: Theme | null;
  severity: Severity;
  cap: number | null;
  /** The measure that it decides, if it does. */
  measure: string | null;
  /** False: not in the catalogue; tower and severity are defaults. */
  catalogued: boolean;
}
