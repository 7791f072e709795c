/** The catalogue arranged for reading reports: looked up by id, texts prepared. Built once per catalogue. */
import type { LynisCatalogue, LynisCheck } from "@/lib/fortress/catalogue";
import { bareKey } from "./grammar";

export interface PlannedCheck {
  /** The current id, `SSH-7408`. */
  id: string;
  /** The check of an observation, `lynis:SSH-7408`. */
  key: string;
  decides: "finding" | "nothing" | PlannedDecision;
  /** Operating systems in lower case; null = any. */
  os: readonly string[] | null;
  root: boolean;
  needs: readonly PlannedNeed[];
  parts: readonly string[];
  /** One check per option instead of one for the test; null = not split. */
  options: readonly PlannedOption[] | null;
}

export interface PlannedDecision {
  /** The key of the records. */
  fact: string;
  fail: readonly string[];
  pass: readonly string[];
}

export interface PlannedNeed {
  /** The key of the records. */
  fact: string;
  /** Null = any value but `0` and `-1`. */
  oneOf: readonly string[] | null;
  /** Current id of the test whose run makes the absence meaningful. */
  test: string;
  /** Why a check does not apply where the need is not met. */
  message: string;
}

export interface PlannedOption {
  /** `PermitRootLogin`. */
  field: string;
  /** `lynis:SSH-7408:PermitRootLogin`. */
  key: string;
  os: readonly string[] | null;
  /** Silence is no pass, as not every system has the option. */
  uncertain: boolean;
}

export interface Plan {
  /** By current and by earlier id. */
  byId: ReadonlyMap<string, PlannedCheck>;
  /** Ids of the tests that any full run executes: decidable, without condition on system, facts or root. */
  unconditional: ReadonlySet<string>;
}

const plans = new WeakMap<LynisCatalogue, Plan>();

/** The plan of a catalogue; the same object for the same catalogue. */
export function planOf(catalogue: LynisCatalogue): Plan {
  const known = plans.get(catalogue);
  if (known) return known;
  const plan = build(catalogue);
  plans.set(catalogue, plan);
  return plan;
}

/** The id under which the catalogue knows a test today. */
export const currentId = (plan: Plan, id: string): string => plan.byId.get(id)?.id ?? id;

/** Whether a run of the test can say anything: a test that only gathers facts cannot. */
export const isDecidable = (check: PlannedCheck): boolean =>
  check.options !== null || check.decides !== "nothing";

/** Whether a list of operating systems holds this one (in lower case); an unknown one (null) is never excluded. */
export const isFor = (systems: readonly string[] | null, os: string | null): boolean =>
  systems === null || os === null || systems.includes(os);

function build(catalogue: LynisCatalogue): Plan {
  const current = new Map<string, string>();
  for (const { id } of catalogue.checks) current.set(id, id);
  for (const { id, formerly } of catalogue.checks) for (const old of formerly ?? []) current.set(old, id);

  const checks = new Map<string, PlannedCheck>();
  const unconditional = new Set<string>();
  for (const check of catalogue.checks) {
    const planned = planCheck(check, catalogue.options, current);
    checks.set(check.id, planned);
    const conditional = planned.root || planned.os !== null || planned.needs.length > 0;
    if (!conditional && isDecidable(planned)) unconditional.add(check.id);
  }
  const byId = new Map<string, PlannedCheck>();
  for (const [id, currently] of current) {
    const planned = checks.get(currently);
    if (planned) byId.set(id, planned);
  }
  return { byId, unconditional };
}

function planCheck(
  check: LynisCheck,
  options: LynisCatalogue["options"],
  current: ReadonlyMap<string, string>,
): PlannedCheck {
  const { id, decides, os, root = false, needs = [], parts = [] } = check;
  const key = `lynis:${id}`;
  const ofThis = Object.hasOwn(options, id) ? options[id] : undefined;
  return {
    id,
    key,
    decides: typeof decides === "string" ? decides : { ...decides, fact: bareKey(decides.fact) },
    os: lowerCase(os),
    root,
    needs: needs.map(({ fact, oneOf = null, test }) => {
      const wanted = oneOf ? ` (${oneOf.slice(0, 4).join(", ")})` : "";
      const message = `needs ${bareKey(fact)}${wanted}, which this host lacks`;
      return { fact: bareKey(fact), oneOf, test: current.get(test) ?? test, message };
    }),
    parts,
    options:
      ofThis?.map(({ field, os, uncertain = false }) => {
        return { field, key: `${key}:${field}`, os: lowerCase(os), uncertain };
      }) ?? null,
  };
}

const lowerCase = (names: readonly string[] | undefined): string[] | null =>
  names?.map((name) => name.toLowerCase()) ?? null;
