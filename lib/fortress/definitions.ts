/** The catalogue bound to its data in `content/catalogue`, checked when the module is loaded. */
import { z } from "zod";
import lynisData from "@/content/catalogue/lynis.json";
import measureData from "@/content/catalogue/measures.json";
import {
  type Definition,
  type LynisCatalogue,
  type LynisCheck,
  lynisCatalogueSchema,
  type Measure,
  measureSchema,
} from "./catalogue";
import type { Catalogue } from "./posture";
import type { Defined } from "./state";
import type { Tower } from "./types";

/** What Rampart knows of the tests of Lynis. */
export const LYNIS: LynisCatalogue = lynisCatalogueSchema.parse(lynisData);
const MEASURES: readonly Measure[] = z
  .strictObject({ measures: z.array(measureSchema) })
  .parse(measureData).measures;

const takenBy = new Map(
  MEASURES.flatMap((measure) => measure.takes.map((check) => [check, measure.id] as const)),
);
/** An earlier id is the same check, even where the catalogue still describes it by itself. */
const byId = new Map([
  ...LYNIS.checks.map((check) => [check.id, check] as const),
  ...LYNIS.checks.flatMap((check) => (check.formerly ?? []).map((id) => [id, check] as const)),
]);
const towerOfPrefix = mostCommonTower(LYNIS.checks);
const known = new Map<string, Definition>();

/** An unknown id belongs where most checks with its letters stand: `PKGS-9999` to patching. */
function mostCommonTower(checks: readonly LynisCheck[]): Map<string, Tower> {
  const counts = new Map<string, Map<Tower, number>>();
  for (const { id, tower } of checks) {
    const prefix = id.split("-")[0] ?? "";
    const towers = counts.get(prefix) ?? new Map<Tower, number>();
    towers.set(tower, (towers.get(tower) ?? 0) + 1);
    counts.set(prefix, towers);
  }
  return new Map(
    [...counts].map(([prefix, towers]) => [
      prefix,
      [...towers].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "hardening",
    ]),
  );
}

/**
 * What a check is. Never fails: a check that is not in the catalogue counts as low, on the tower of its prefix, and
 * says so, unless its report says what it is.
 * @param check for example `lynis:SSH-7408:PermitRootLogin`
 */
function definitionOf(check: string, given: Defined | null = null): Definition {
  const before = known.get(check);
  const definition = before ?? define(check);
  if (given && !definition.catalogued) return asGiven(definition, given);
  if (before) return before;
  // Ids come from reports: what a hostile one invents must not fill the memory.
  if (known.size < 20_000) known.set(check, definition);
  return definition;
}

const asGiven = (definition: Definition, given: Defined): Definition => ({
  ...definition,
  title: given.title,
  group: given.group ?? definition.group,
  tower: given.tower,
  theme: given.theme ?? null,
  severity: given.severity,
  cap: given.cap ?? null,
  catalogued: true,
});

function define(check: string): Definition {
  const [source = "", id = "", ...rest] = check.split(":");
  const option = rest.join(":");
  const test = source === "lynis" ? byId.get(id) : undefined;
  const measure = takenBy.get(check) ?? null;
  if (!test) {
    return {
      check,
      title: check,
      group: "other",
      tower: (source === "lynis" && towerOfPrefix.get(id.split("-")[0] ?? "")) || "hardening",
      role: "wall",
      theme: null,
      severity: "low",
      cap: null,
      measure,
      catalogued: false,
    };
  }
  const listed = option ? LYNIS.options[id]?.find(({ field }) => field === option) : undefined;
  // A finding about a Dockerfile that was audited on a host says nothing of the host.
  const unlisted = id === "dockerfile" ? "info" : "low";
  return {
    check,
    title: listed?.title ?? (option ? `${test.title}: ${option}` : test.title),
    group: test.group,
    tower: test.tower,
    role: test.role,
    theme: listed?.theme ?? test.theme ?? null,
    severity: listed?.severity ?? (option ? unlisted : test.severity),
    cap: test.cap ?? null,
    measure,
    catalogued: option ? listed !== undefined : true,
  };
}

/** The catalogue that Rampart ships. */
export const CATALOGUE: Catalogue = { define: definitionOf, measures: MEASURES };
