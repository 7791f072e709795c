/** Rules of a run, how they are found from a result, and what they are worth. */
import type { Severity } from "@/lib/fortress/types";
import { cut } from "@/lib/importers/read/clean";
import { severityOfCvss } from "@/lib/importers/severity";
import { type Level, type Result, type Rule, type Run, ruleSchema } from "./schema";

const RULES = 50_000;

export interface Rules {
  byId: ReadonlyMap<string, Rule>;
  /** Of the driver, by their place; undefined for one that could not be read. */
  driver: readonly (Rule | undefined)[];
  /** Entries that could not be read. */
  broken: number;
}

export function rulesOf({ tool }: Run): Rules {
  const byId = new Map<string, Rule>();
  let broken = 0;
  const parsed = (all: readonly unknown[]): (Rule | undefined)[] =>
    all.slice(0, RULES).map((value) => {
      const rule = ruleSchema.safeParse(value);
      if (!rule.success) broken += 1;
      else if (!byId.has(rule.data.id)) byId.set(rule.data.id, rule.data);
      return rule.success ? rule.data : undefined;
    });
  const driver = parsed(tool.driver.rules ?? []);
  for (const extension of tool.extensions ?? []) parsed(extension.rules ?? []);
  return { byId, driver, broken };
}

/**
 * The rule of a result: by its id first, because some tools write the same index everywhere; a hierarchical id
 * (`CA1000/2`) belongs to the rule above it.
 */
export function ruleOf(
  result: Result,
  { byId, driver }: Rules,
): { id: string; rule: Rule | undefined } | null {
  const id = result.ruleId || result.rule?.id;
  if (!id) {
    const rule = driver[result.ruleIndex ?? result.rule?.index ?? -1];
    return rule ? { id: rule.id, rule } : null;
  }
  const own = byId.get(id);
  if (own) return { id, rule: own };
  const above = byId.get(id.slice(0, Math.max(0, id.lastIndexOf("/"))));
  return above ? { id: above.id, rule: above } : { id, rule: undefined };
}

const OF_LEVEL: Record<Level, Severity> = { error: "high", warning: "medium", note: "low", none: "info" };

/** By the score of the rule, else by its own level; null where the rule says neither. */
export function severityOfRule(rule: Rule | undefined): Severity | null {
  const score = scoreOf(rule?.properties);
  if (score !== null) return score;
  const level = rule?.defaultConfiguration?.level;
  return level === undefined ? null : OF_LEVEL[level];
}

export const severityOfLevel = (level: Level | undefined): Severity => OF_LEVEL[level ?? "warning"];

/** `security-severity` as GitHub defined it: a CVSS score, mostly as text. A score of 0 says nothing. */
export function scoreOf(properties: Rule["properties"]): Severity | null {
  const written = properties?.["security-severity"];
  if (written === undefined || written === "") return null;
  const severity = severityOfCvss(Number(written));
  return severity === "info" ? null : severity;
}

export const titleOf = (id: string, rule: Rule | undefined): string =>
  cut(
    unescaped(rule?.shortDescription?.text || rule?.fullDescription?.text || rule?.name || id)
      .replace(/\s+/g, " ")
      .trim() || id,
    300,
  );

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&#34;", '"'],
  ["&#39;", "'"],
  ["&quot;", '"'],
]);

/** Trivy writes its texts for a web page. What comes out is shown as text only. */
export const unescaped = (text: string): string =>
  cut(text, 4_000).replace(/&(?:amp|lt|gt|#34|#39|quot);/g, (entity) => ENTITIES.get(entity) ?? entity);

/** The text of a result, or that of its rule with the arguments put in. */
export function messageOf({ message }: Result, rule: Rule | undefined): string {
  if (message?.text) return cut(message.text);
  const strings = rule?.messageStrings;
  const id = message?.id ?? "";
  const template = strings && Object.hasOwn(strings, id) ? strings[id]?.text : undefined;
  const values = message?.arguments ?? [];
  return cut(
    cut(template ?? "").replace(/\{(\d{1,2})\}/g, (whole, place) => cut(values[Number(place)] ?? whole, 200)),
  );
}

/** Where a result lies: `etc/ssh/sshd_config:12`. */
export function placesOf({ locations }: Result): string[] {
  const places: string[] = [];
  for (const { physicalLocation, logicalLocations } of (locations ?? []).slice(0, 20)) {
    const uri = physicalLocation?.artifactLocation?.uri;
    const line = physicalLocation?.region?.startLine;
    const logical = logicalLocations?.[0]?.fullyQualifiedName || logicalLocations?.[0]?.name;
    const place = uri ? `${cut(uri, 400)}${line === undefined ? "" : `:${line}`}` : logical;
    if (place) places.push(cut(place, 420));
  }
  return places;
}
