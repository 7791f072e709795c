/** What of a summary leaves the house: the chosen sections, without links, and without names where they are hidden. Pure. */
import type { Summary, SummarySection } from "@/lib/exports/summary";
import { hideNames, type KnownHost } from "./hide-names";

/** What else is taken out of it. */
export interface Reduction {
  sections: readonly SummarySection[];
  /** Null: hosts are called by their names. */
  hide: { key: Uint8Array; hosts: readonly KnownHost[] } | null;
}

/** What is not shown is not in it. The first page is always whole. */
export function reduceSummary(summary: Summary, { sections, hide }: Reduction): Summary {
  const has = (section: SummarySection): boolean => sections.includes(section);
  const chosen: Summary = {
    ...summary,
    table: has("towers") ? summary.table : [],
    towers: has("towers")
      ? summary.towers
      : summary.towers.map((one) => ({ ...one, held: null, because: null })),
    findings: { ...summary.findings, top: has("findings") ? summary.findings.top : [] },
    plans: has("plans") ? summary.plans : [],
    decisions: has("decisions") ? summary.decisions : [],
    attestations: has("decisions") ? summary.attestations : [],
    evidence: has("evidence") ? summary.evidence : [],
  };
  return hide ? hideNames(chosen, hide.key, hide.hosts) : withoutLinks(chosen);
}

const unlinked = <T extends { href: string | null }>(place: T): T => ({ ...place, href: null });

/** Links hold ids, and lead into Rampart. */
function withoutLinks(summary: Summary): Summary {
  const { lowest, highest, silent, table, drawing } = summary;
  return {
    ...summary,
    lowest: lowest && unlinked(lowest),
    highest: highest && unlinked(highest),
    silent: { ...silent, first: silent.first.map(unlinked) },
    table: table.map(unlinked),
    drawing: withoutHrefs(drawing),
  };
}

function withoutHrefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutHrefs);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (name === "href" ? [] : [[name, withoutHrefs(one)]])),
  );
}
