/** From an own report, in whichever form it came, to what Rampart keeps. */
import type { CheckDefinition, Exposure, Observation } from "@/lib/fortress/types";
import { fileExposure, malwareExposure } from "./files";
import type { OwnCheck, OwnExposure, OwnReport } from "./own-schema";
import { cleanText, cut } from "./read/clean";
import { hostNamed, NO_HOST, type Said } from "./report";
import { isoTime } from "./times";
import type { FileContext, HostClaim, Note } from "./types";
import { vulnerability, waitingUpdate } from "./updates";

/** What a run that broke off may still say. */
const STANDS = new Set(["fail", "part", "error", "unknown"]);

const BROKEN_OFF: Note = {
  code: "incomplete-run",
  text: "The script says that it broke off: what it found counts, what it passed does not.",
};
const NOT_EXHAUSTIVE: Note = {
  code: "exposures-not-exhaustive",
  text: "The report names exposures as complete, but only a full and finished run can: nothing is taken as gone.",
};

/**
 * Source `own/<source>`, checks `own:<source>/<id>`: a source has no `/`, so two sources never name the same check.
 * @param note why the report is not complete, where its form tells it
 */
export function saidOf(
  own: OwnReport,
  format: string,
  context: FileContext | undefined,
  note: Note = BROKEN_OFF,
): Said {
  const { complete, scope, source } = own;
  const checks = complete ? own.checks : own.checks.filter(({ outcome }) => STANDS.has(outcome));
  const exhaustive = complete && scope === "full";
  const notes = [
    ...(complete ? [] : [note]),
    ...(exhaustive || own.exposuresComplete.length === 0 ? [] : [NOT_EXHAUSTIVE]),
  ];
  return {
    format,
    source: `own/${source}`,
    tool: { name: word(own.tool?.name ?? source), version: wordOf(own.tool?.version) },
    host: hostOf(own.host, context),
    run: {
      startedAt: isoTime(own.startedAt)?.at ?? null,
      endedAt: isoTime(own.endedAt)?.at ?? null,
      zone: "stated",
    },
    scope,
    complete,
    observations: checks.map((check) => observationOf(source, check)),
    definitions: checks.map((check) => definitionOf(source, check)),
    exposures: own.exposures.map(exposureOf),
    exposuresComplete: exhaustive ? [...new Set(own.exposuresComplete)] : [],
    facts: Object.entries(own.facts).map(([key, values]) => ({ key, values })),
    notes,
  };
}

/** The id that stands twice and where, or null. */
export function repeatedIn(checks: readonly OwnCheck[]): { at: number; id: string } | null {
  const seen = new Set<string>();
  for (const [at, { id }] of checks.entries()) {
    if (seen.has(id)) return { at, id };
    seen.add(id);
  }
  return null;
}

function hostOf(said: OwnReport["host"], context: FileContext | undefined): HostClaim {
  const other = context?.host ?? NO_HOST;
  if (!said) return other;
  const { family, name, version, kernel } = said.os ?? {};
  const claim = hostNamed(said.name, {
    family: wordOf(family),
    name: wordOf(name),
    version: wordOf(version),
    kernel: wordOf(kernel),
  });
  const named = claim.name === null ? { ...claim, name: other.name } : claim;
  return said.machineId === undefined
    ? named
    : { ...named, identifiers: [{ kind: "machine-id", value: said.machineId }] };
}

const word = (text: string): string => cut(cleanText(text).replaceAll("\n", " ").trim(), 80);
const wordOf = (text: string | undefined): string | null => (text === undefined ? null : word(text));

const idOf = (source: string, { id }: OwnCheck): string => `own:${source}/${id}`;

const observationOf = (source: string, check: OwnCheck): Observation => ({
  check: idOf(source, check),
  outcome: check.outcome,
  ...(check.ratio === undefined ? {} : { ratio: check.ratio }),
  ...(check.message === undefined ? {} : { message: check.message }),
  details: check.details ?? [],
});

const definitionOf = (source: string, check: OwnCheck): CheckDefinition => ({
  check: idOf(source, check),
  title: check.title,
  severity: check.severity,
  tower: check.tower,
  ...(check.group === undefined ? {} : { group: check.group }),
  ...(check.theme === undefined ? {} : { theme: check.theme }),
});

function exposureOf(one: OwnExposure): Exposure {
  switch (one.kind) {
    case "package": {
      const { update, from, security = null, severity, details } = one;
      return waitingUpdate({
        name: one.name,
        installed: one.installed,
        candidate: update,
        origin: from,
        security,
        ...(severity && { severity }),
        ...(details && { details }),
      });
    }
    case "vulnerability": {
      const { kind: _, ...known } = one;
      return vulnerability(known);
    }
    case "file":
      return fileExposure(one.path, one.change, {
        contentChanged: one.contentChanged ?? null,
        ...(one.details && { details: one.details }),
      });
    case "malware":
      return malwareExposure(one.signature, one.path ?? null, {
        ...(one.severity && { severity: one.severity }),
        ...(one.details && { details: one.details }),
      });
  }
}
