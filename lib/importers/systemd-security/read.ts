/** Reads the three readable forms of `systemd-analyze security`. */
import { z } from "zod";
import type { Detail } from "@/lib/fortress/types";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { parseJson, topOf } from "@/lib/importers/read/json";
import { eachLine, readText } from "@/lib/importers/read/text";
import { NO_HOST, oneReport, refuse, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { definitionOf, observationOf, type Unit } from "./bands";
import { DETAIL, LIST, ONE_UNIT } from "./sniff";

interface Found {
  units: Unit[];
  /** `full` for the list of all loaded services, `partial` for units named on the command line. */
  scope: "full" | "partial";
  complete: boolean;
  notes: Note[];
}

/**
 * Grammar: systemd's `src/analyze/analyze-security.c` and `src/shared/format-table.c`.
 * Errors (returned): those of `readText` and `parseJson`, `systemd-security-one-unit`, `systemd-security-malformed`,
 * `systemd-security-empty`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  const json = topOf(text.text) !== null;
  const found = json ? fromJson(text.text) : fromText(cleanText(text.text));
  if (!("units" in found)) return found;
  const { units, scope, complete, notes } = found;
  if (units.length === 0)
    return refuse(
      "systemd-security-empty",
      "This file names no service; bring the whole output of the command.",
    );
  const all = units.map(observationOf);
  const observations = complete ? all : all.filter(({ outcome }) => outcome === "fail");
  const kept = new Set(observations.map(({ check }) => check));
  return oneReport(
    {
      format: "systemd-security",
      source: "systemd",
      tool: { name: "systemd-analyze", version: null },
      host: context?.host ?? NO_HOST,
      run: { startedAt: null, endedAt: context?.endedAt ?? null, zone: "stated" },
      scope,
      complete,
      observations,
      definitions: units.map(definitionOf).filter(({ check }) => kept.has(check)),
      facts:
        scope === "full" && complete
          ? [
              { key: "services", values: [String(units.length)] },
              {
                key: "services_unsafe",
                values: [String(units.filter(({ exposure }) => exposure >= 9).length)],
              },
            ]
          : [],
      notes: complete ? notes : [...notes, TRUNCATED],
    },
    bytes,
  );
}

const exposure = z
  .union([z.string().regex(/^\d{1,2}(?:\.\d{1,3})?$/), z.number()])
  .transform(Number)
  .pipe(z.number().min(0).max(10));
const row = z.object({ unit: z.string().min(1), exposure, predicate: z.string() });

function fromJson(text: string): Found | ReturnType<typeof refuse> {
  const json = parseJson(text);
  if (!json.ok) return json;
  if (!Array.isArray(json.value)) return malformed("the top is no list");
  const units: Unit[] = [];
  const notes: Note[] = [];
  let left = 0;
  for (const entry of json.value) {
    const parsed = row.safeParse(entry);
    if (parsed.success) {
      const { unit, ...said } = parsed.data;
      units.push({ name: nameOf(unit), ...said });
    } else left += 1;
    if (units.length > LIMITS.observations) return tooMany;
  }
  if (units.length === 0 && left > 0) {
    const one = z.array(z.looseObject({ json_field: z.string() })).safeParse(json.value);
    return one.success ? { ok: false, refusal: ONE_UNIT } : malformed("no entry has unit and exposure");
  }
  if (left > 0) notes.push(skipped(left));
  return { units, scope: left === 0 ? "full" : "partial", complete: true, notes };
}

const ROW = /^\s*(\S+)\s+(\d{1,2}\.\d)\s+([A-Z]{2,12})\b/;
const OVERALL = /^\s*(?:→|->)\s+Overall exposure level for (\S+):\s+(\d{1,2}\.\d)\s+([A-Z]{2,12})\b/;

function fromText(text: string): Found | ReturnType<typeof refuse> {
  const units: Unit[] = [];
  let within: "before" | "list" | "detail" = "before";
  let scope: Found["scope"] = "partial";
  let settings: Setting[] = [];
  let left = 0;
  let torn = false;
  const refusal = eachLine(text, (line) => {
    if (line.trim() === "" || line.length > 2_000) return null;
    if (LIST.test(line)) {
      within = "list";
      scope = "full";
    } else if (DETAIL.test(line)) {
      within = "detail";
      settings = [];
      torn = true;
    } else if (within === "list") {
      const [, name = "", cost, predicate = ""] = ROW.exec(line) ?? [];
      // A narrow terminal shortens names: such a name is none.
      torn = cost === undefined;
      if (cost === undefined || /…|\.\.\./.test(name)) left += 1;
      else units.push({ name: nameOf(name), exposure: Number(cost), predicate });
    } else if (within === "detail") {
      const [, name, cost, predicate = ""] = OVERALL.exec(line) ?? [];
      if (name === undefined) {
        const setting = settingOf(line.trim());
        if (setting && settings.length < 1_000) settings.push(setting);
      } else {
        units.push({ name: nameOf(name), exposure: Number(cost), predicate, worst: worstOf(settings) });
        within = "before";
        torn = false;
      }
    }
    return units.length > LIMITS.observations ? tooMany.refusal : null;
  });
  if (refusal) return { ok: false, refusal };
  return {
    units,
    scope: left === 0 ? scope : "partial",
    complete: !torn,
    notes: left === 0 ? [] : [skipped(left)],
  };
}

interface Setting {
  name: string;
  cost: number;
  text: string;
}

/** A row such as `✗ User= Service runs as root user  0.4`: a setting that costs something. */
function settingOf(row: string): Setting | null {
  const cost = /^ (\d\.\d)$/.exec(row.slice(-4))?.[1];
  if (cost === undefined || !/^[✗-] /.test(row)) return null;
  const said = row.slice(2, -4).trim();
  const blank = said.indexOf(" ");
  if (blank === -1) return null;
  return { name: said.slice(0, blank), cost: Number(cost), text: `${said.slice(blank).trim()} (${cost})` };
}

const WORST = 12;

const worstOf = (settings: readonly Setting[]): Detail[] =>
  [...settings]
    .sort((a, b) => b.cost - a.cost)
    .slice(0, WORST)
    .map(({ name, text }) => ({ name: cut(name, 80), text }));

const nameOf = (unit: string): string => cut(cleanText(unit).replace(/\s+/g, "_"), 150) || "unnamed";

const skipped = (count: number): Note => ({
  code: "unread-units",
  text: `${count} entries name no unit with an exposure and were left out; bring the list as JSON.`,
});

const tooMany = refuse(
  "too-many-observations",
  "This file names more services than a host has; bring one list.",
);

const malformed = (where: string) =>
  refuse(
    "systemd-security-malformed",
    `This is no list of services as systemd writes it: ${where}; bring the file whole.`,
  );
