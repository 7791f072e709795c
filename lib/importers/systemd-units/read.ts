/** Reads the list of units as JSON or as the table of the screen. */
import { z } from "zod";
import type { Observation } from "@/lib/fortress/types";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { parseJson, topOf } from "@/lib/importers/read/json";
import { eachLine, readText } from "@/lib/importers/read/text";
import { NO_HOST, oneReport, refuse, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, ImportResult, Note } from "@/lib/importers/types";
import { definitionOf, FAILED, NONE_FAILED, noneFailed } from "./definitions";

interface Unit {
  name: string;
  active: string;
  description: string;
}

interface Found {
  units: Unit[];
  complete: boolean;
  notes: Note[];
}

/**
 * Grammar: systemd's `src/systemctl/systemctl-list-units.c`.
 * Errors (returned): those of `readText` and `parseJson`, `systemd-units-malformed`, `systemd-units-failed-run`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  if (context?.exitCode) {
    const text =
      "This run of systemctl ended with an error; bring the list of a run that could talk to systemd.";
    return refuse("systemd-units-failed-run", text);
  }
  const text = readText(bytes);
  if (!text.ok) return text;
  const found = topOf(text.text) ? fromJson(text.text) : fromText(cleanText(text.text));
  if (!("units" in found)) return found;
  const { units, complete, notes } = found;
  const failed = units.filter(({ active }) => active === "failed");
  // A list with other units may leave failed ones out (--state=running): then silence proves nothing.
  const onlyFailed = failed.length === units.length;
  const observations: Observation[] = failed.map(({ name, description }) => ({
    check: `${FAILED}${name}`,
    outcome: "fail",
    message: description,
  }));
  if (failed.length > 0 || (complete && onlyFailed)) {
    observations.unshift({
      check: NONE_FAILED,
      outcome: failed.length > 0 ? "fail" : "pass",
      details: failed.slice(0, 100).map(({ name }) => ({ name: "failed", text: name })),
    });
  }
  if (observations.length === 0)
    return refuse(
      "systemd-units-other-list",
      "This list names no failed unit and may leave them out; bring systemctl list-units --failed.",
    );
  return oneReport(
    {
      format: "systemd-units",
      source: "systemd-units",
      tool: { name: "systemctl", version: null },
      host: context?.host ?? NO_HOST,
      run: { startedAt: null, endedAt: context?.endedAt ?? null, zone: "stated" },
      scope: onlyFailed ? "full" : "partial",
      complete,
      observations,
      definitions: [noneFailed, ...failed.map(({ name }) => definitionOf(name))],
      exhaustive: complete && onlyFailed ? [FAILED] : [],
      facts: complete ? [{ key: "failed_units", values: failed.map(({ name }) => name) }] : [],
      notes: complete ? notes : [...notes, TRUNCATED],
    },
    bytes,
  );
}

const row = z.object({ unit: z.string().min(1), active: z.string(), description: z.string().optional() });

function fromJson(text: string): Found | ReturnType<typeof refuse> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const list = z.array(z.unknown()).safeParse(json.value);
  if (!list.success) return malformed("the top is no list");
  const units: Unit[] = [];
  let left = 0;
  for (const entry of list.data) {
    const parsed = row.safeParse(entry);
    if (!parsed.success) left += 1;
    else if (units.length < LIMITS.observations - 1) {
      const { unit, active, description = "" } = parsed.data;
      units.push({ name: nameOf(unit), active, description });
    } else return tooMany;
  }
  if (units.length === 0 && left > 0) return malformed("no entry has unit and active");
  return { units, complete: left === 0, notes: left === 0 ? [] : [skipped(left)] };
}

/** Header of the table. */
export const HEADER = /^\s*UNIT\s+LOAD\s+ACTIVE\s+SUB\s+(?:JOB\s+)?DESCRIPTION\s*$/;
const ROW =
  /^[\s●○×↻*x]{0,4}(\S+\.[a-z]+)\s+(\S+)\s+(active|reloading|inactive|failed|activating|deactivating|maintenance|refreshing)\s+(\S+)(?:\s+(\S.*))?$/;
const END = /^(\d{1,6}) (?:loaded )?units listed\./;

function fromText(text: string): Found | ReturnType<typeof refuse> {
  const units: Unit[] = [];
  let listed: number | null = null;
  let within = false;
  let left = 0;
  const refusal = eachLine(text, (line) => {
    const trimmed = line.trim();
    if (HEADER.test(line)) within = true;
    else if (END.test(trimmed)) {
      listed = (listed ?? 0) + Number(END.exec(trimmed)?.[1]);
      within = false;
    } else if (trimmed === "" || line.length > 2_000 || /^(?:Legend|LOAD|ACTIVE|SUB|JOB)\b/.test(trimmed))
      within = false;
    else if (within) {
      const [, name, , active = "", , description = ""] = ROW.exec(line) ?? [];
      if (name === undefined || /…|\.\.\./.test(name)) left += 1;
      else units.push({ name: nameOf(name), active, description });
    }
    return units.length >= LIMITS.observations ? tooMany.refusal : null;
  });
  if (refusal) return { ok: false, refusal };
  return { units, complete: listed === units.length, notes: left === 0 ? [] : [skipped(left)] };
}

const nameOf = (unit: string): string => cut(cleanText(unit).replace(/\s+/g, "_"), 150) || "unnamed";

const skipped = (count: number): Note => ({
  code: "unread-units",
  text: `${count} entries name no unit and were left out; bring the list as JSON.`,
});

const tooMany = refuse(
  "too-many-observations",
  "This file names more units than a host has; bring one list.",
);

const malformed = (where: string) =>
  refuse(
    "systemd-units-malformed",
    `This is no list of units as systemctl writes it: ${where}; bring the file whole.`,
  );
