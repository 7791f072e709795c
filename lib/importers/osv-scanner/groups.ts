/** One exposure for each group: the same vulnerability under its several names. */
import type { Exposure, Severity } from "@/lib/fortress/types";
import { entriesOf, knownSeverity, type Tally } from "@/lib/importers/scanner";
import { commonId, isSystemKind, packageName } from "@/lib/importers/scanner-names";
import { severityOfCvss } from "@/lib/importers/severity";
import { detail, vulnerability } from "@/lib/importers/updates";
import { type Entry, entry, type Group, group, type Scanned } from "./schema";

/** @param path where the package was found */
export function* exposuresOf(scanned: Scanned, path: string | null, tally: Tally): Generator<Exposure> {
  const entries = new Map(
    entriesOf(scanned.vulnerabilities, entry, tally).map((one): [string, Entry] => [one.id, one]),
  );
  const groups = entriesOf(scanned.groups, group, tally);
  const grouped = new Set(groups.flatMap(({ ids }) => ids));
  // Early versions grouped nothing, and a name outside of all groups is still a vulnerability.
  const alone = [...entries.values()].filter(({ id }) => !grouped.has(id)).map(ofItsOwn);
  for (const one of [...groups, ...alone]) yield exposureOf(one, scanned, entries, path);
}

const ofItsOwn = ({ id, aliases }: Entry): Group => ({ ids: [id], aliases, max_severity: null });

function exposureOf(
  { ids, aliases, max_severity, experimental_analysis }: Group,
  { package: about }: Scanned,
  entries: ReadonlyMap<string, Entry>,
  path: string | null,
): Exposure {
  const members = ids.flatMap((id) => entries.get(id) ?? []);
  const first = ids[0] ?? "unknown";
  const others = [...ids, ...names(aliases), ...(ids.length === 1 ? sole(members[0]) : [])];
  const id = commonId(first, others);
  const analysis = Object.values(experimental_analysis ?? {});
  const uncalled = analysis.length > 0 && analysis.every(({ called }) => !called);
  const unimportant = analysis.length > 0 && analysis.every((one) => one.unimportant);
  return vulnerability({
    package: nameOf(about),
    id,
    severity: unimportant ? "low" : severityOf(ids, max_severity, members),
    title: members.map(({ summary }) => summary).find((text) => text !== null),
    installed: about.version ?? about.commit,
    fixed: members.map((one) => fixedIn(one, about)).find((version) => version !== null),
    details: [
      ...(id === first ? [] : detail("also known as", first)),
      ...detail("path", path),
      ...(uncalled ? detail("called", "the analysis found no call of the affected code") : []),
    ],
  });
}

const names = (list: readonly (string | null)[] | null | undefined): string[] =>
  (list ?? []).flatMap((one) => (one === null ? [] : [one]));

/** What an advisory stems from, where that is one vulnerability: an advisory of a distribution may close many. */
function sole(one: Entry | undefined): string[] {
  const upstream = names(one?.upstream);
  return upstream.length === 1 ? upstream : [];
}

/** The package that is installed, where the name of its source is given beside it. */
function nameOf({ name, os_package_name, ecosystem }: Scanned["package"]): string {
  const kind = ecosystem ?? "";
  return isSystemKind(kind) ? (os_package_name ?? name) : packageName(kind.split(":")[0] ?? "", name);
}

function severityOf(ids: readonly string[], score: string | null, members: readonly Entry[]): Severity {
  if (ids.some((id) => id.startsWith("MAL-"))) return "critical";
  const number = Number(score ?? "");
  const graded = number > 0 ? severityOfCvss(number) : null;
  const word = members
    .map((one) => knownSeverity(one.database_specific?.severity))
    .find((one) => one !== null);
  return graded ?? word ?? "medium";
}

function fixedIn(one: Entry, { name, ecosystem }: Scanned["package"]): string | null {
  for (const affected of one.affected ?? []) {
    if (affected?.package?.name !== name) continue;
    const about = affected.package.ecosystem;
    if (ecosystem !== null && about !== null && about !== ecosystem) continue;
    for (const range of affected.ranges ?? []) {
      const fixed = (range?.events ?? [])
        .map((event) => event?.fixed ?? null)
        .find((version) => version !== null);
      if (fixed) return fixed;
    }
  }
  return null;
}
