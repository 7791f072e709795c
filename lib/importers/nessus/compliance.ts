/** Results of compliance audits: one report for each audit file. */
import type { CheckDefinition, Observation, Outcome, Severity, Tower } from "@/lib/fortress/types";
import { cleanText } from "@/lib/importers/read/clean";
import type { Said } from "@/lib/importers/report";
import { severityOfWord } from "@/lib/importers/severity";
import { detail } from "@/lib/importers/updates";
import type { Compliance } from "./model";

type Common = Pick<Said, "format" | "tool" | "host" | "run" | "complete">;

/** `WARNING` is the audit's word for "look yourself". */
const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ["PASSED", "pass"],
  ["FAILED", "fail"],
  ["WARNING", "unknown"],
  ["ERROR", "error"],
  ["SKIPPED", "not-checked"],
]);
/** The worst first: an audit file that names a check twice has two results in one element. */
const WORST = ["FAILED", "ERROR", "WARNING", "SKIPPED", "PASSED"];
const STANDS = new Set<Outcome>(["fail", "error", "unknown"]);

export function auditsOf(results: readonly Compliance[], common: Common): Said[] {
  const audits = new Map<string, Compliance[]>();
  for (const one of results) {
    const audit = auditOf(one.audit);
    const known = audits.get(audit);
    if (known) known.push(one);
    else audits.set(audit, [one]);
  }
  return [...audits].map(([audit, all]) => {
    // Of a scan without end only what failed stands; definitions of the rest would be of checks that are not there.
    const said = all.filter((one) => common.complete || STANDS.has(outcomeOf(one)));
    const observations = said.map((one) => observationOf(audit, one));
    return {
      ...common,
      source: `nessus/${audit}`,
      observations,
      definitions: said.map((one) => definitionOf(audit, one)),
      notes: common.complete
        ? []
        : [
            {
              code: "unfinished",
              text: "The scan of this host has no end: what failed counts, what passed does not.",
            },
          ],
    };
  });
}

/**
 * `CIS_Debian_Linux_11_Server_L1_v1.0.0.audit` is `cis-debian-linux-11-server-l1`: without the version, and without what
 * Tenable.sc and substituted variables add, so that it stays the same source.
 */
export function auditOf(file: string): string {
  const bare = file
    .replace(/\.audit$/i, "")
    .replace(/\.var_replace$/i, "")
    .replace(/-scfile_\w{1,40}$/i, "")
    .replace(/\.audit$/i, "")
    .replace(/[_-]v\d[\d.r]{0,20}$/i, "");
  return slug(bare, 60) || "audit";
}

/** Section numbers move from one version of a benchmark to the next, so they are no part of the id. */
export const idOf = (name: string): string =>
  slug(name.replace(/^\s*\d{1,3}(?:\.\d{1,3}){1,6}\.?(?=\s)/, ""), 130) || slug(name, 130) || "check";

const slug = (text: string, most: number): string =>
  text
    .slice(0, 400)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, most)
    .replace(/-$/, "");

const checkOf = (audit: string, { name }: Compliance): string => `nessus:${audit}/${idOf(name)}`;

/** What the worst of its results comes to. */
const outcomeOf = (one: Compliance): Outcome => OUTCOMES.get(worstOf(one)) ?? "unknown";

function worstOf({ results }: Compliance): string {
  const said = results.map((result) => result.toUpperCase());
  return WORST.find((result) => said.includes(result)) ?? "";
}

function observationOf(audit: string, one: Compliance): Observation {
  return {
    check: checkOf(audit, one),
    outcome: outcomeOf(one),
    details: [
      ...detail("found", one.found),
      ...detail("expected", one.expected),
      ...(worstOf(one) === "PASSED" ? [] : detail("solution", one.solution)),
    ],
  };
}

const definitionOf = (audit: string, one: Compliance): CheckDefinition => ({
  check: checkOf(audit, one),
  title: cleanText(one.name),
  severity: severityOf(one),
  tower: towerOf(one.name),
});

const CATEGORIES: ReadonlyMap<string, Severity> = new Map([
  ["I", "high"],
  ["II", "medium"],
  ["III", "low"],
]);

/** Nessus grades the item by its outcome; only a severity of the benchmark or a DISA category belongs to the check. */
function severityOf({ severity, reference }: Compliance): Severity {
  const category = /(?:^|,)\s*CAT\|(I{1,3})\s*(?:,|$)/.exec(reference)?.[1];
  const word = /(?:^|,)\s*Severity\|(\w{1,20})/i.exec(reference)?.[1];
  return CATEGORIES.get(category ?? "") ?? severityOfWord(severity || word);
}

function towerOf(name: string): Tower {
  if (/\b(?:audit\w*|rsyslog|journald|syslog|logging|logs?|logrotate)\b/i.test(name)) return "auditing";
  if (/\b(?:AIDE|integrity)\b/i.test(name)) return "integrity";
  return /\b(?:updates?|patch(?:es)?)\b/i.test(name) ? "patching" : "hardening";
}
