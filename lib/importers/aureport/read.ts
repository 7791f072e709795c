/** Reads the summary and the lists of aureport: facts that show what was looked at, and one check for anomalies. */
import { z } from "zod";
import catalogueData from "@/content/catalogue/aureport.json";
import { type CheckDefinition, type Fact, type Observation, SEVERITIES, TOWERS } from "@/lib/fortress/types";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { eachLine, readText } from "@/lib/importers/read/text";
import { NO_HOST, oneReport, refuse, TRUNCATED } from "@/lib/importers/report";
import { auditTime } from "@/lib/importers/times";
import type { FileInput, ImportResult, Scope } from "@/lib/importers/types";
import { COLUMNS, NOTHING, titleOf } from "./sniff";

const definition: CheckDefinition = z
  .strictObject({
    check: z.string(),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    tower: z.enum(TOWERS),
    group: z.string(),
  })
  .parse(catalogueData);

interface Found {
  variant: string | null;
  complete: boolean;
  scope: Scope;
  /** How many anomalies there are; null where this report does not tell. */
  anomalies: { count: number; examples: string[] } | null;
  last: string | null;
  facts: Fact[];
}

/**
 * Grammar: `src/aureport-output.c` and `src/aureport-scan.c` of github.com/linux-audit/audit-userspace.
 * Errors (returned): those of `readText`, `aureport-malformed`, `aureport-several`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  const lines: string[] = [];
  const refusal = eachLine(cleanText(text.text), (line) => {
    lines.push(line.length > 2_000 ? line.slice(0, 2_000).trim() : line.trim());
    return null;
  });
  if (refusal) return { ok: false, refusal };
  const title = titleOf(lines.slice(0, 100));
  if (title === null)
    return refuse(
      "aureport-malformed",
      "This is no report of aureport as it is known here; bring its output as it is.",
    );
  if (lines.filter((line) => /^={5,}$/.test(line)).length > 2)
    return refuse(
      "aureport-several",
      "This file holds several reports of aureport; bring each in a file of its own.",
    );
  const found = title === "Summary Report" ? summaryOf(lines) : listOf(title, lines);
  const { variant, complete, scope, anomalies, last, facts } = found;
  const observations: Observation[] =
    anomalies === null || (anomalies.count === 0 && !complete)
      ? []
      : [
          {
            check: definition.check,
            outcome: anomalies.count === 0 ? "pass" : "fail",
            details: [
              { name: "anomalies", text: String(anomalies.count) },
              ...anomalies.examples.map((text) => ({ name: "event", text })),
            ],
          },
        ];
  return oneReport(
    {
      format: "aureport",
      source: variant === null ? "aureport" : `aureport/${variant}`,
      tool: { name: "aureport", version: null },
      host: context?.host ?? NO_HOST,
      // The times in it are those of the events, not of the run.
      run: {
        startedAt: null,
        endedAt: context?.endedAt ?? last,
        zone: context?.endedAt ? "stated" : "assumed-utc",
      },
      scope,
      complete,
      observations,
      ...(observations.length > 0 ? { definitions: [definition] } : {}),
      facts: complete ? facts : [],
      notes: complete ? [] : [TRUNCATED],
    },
    bytes,
  );
}

/** Lines of the summary and the facts that they are; the others are not needed. */
const COUNTS: ReadonlyMap<string, string> = new Map([
  ["changes in configuration", "configuration_changes"],
  ["changes to accounts, groups, or roles", "account_changes"],
  ["logins", "logins"],
  ["failed logins", "failed_logins"],
  ["authentications", "authentications"],
  ["failed authentications", "failed_authentications"],
  ["AVC's", "access_denials"],
  ["failed syscalls", "failed_syscalls"],
  ["anomaly events", "anomalies"],
  ["integrity events", "integrity_events"],
  ["keys", "keys"],
  ["events", "events"],
]);

const RANGE = /^(Range of time in logs|Selected time for report): (\S+) (\S+) - (\S+) (\S+)$/;

function summaryOf(lines: readonly string[]): Found {
  const counts = new Map<string, number>();
  const spans = new Map<string, { first: string | null; last: string | null }>();
  for (const line of lines) {
    const [, name, firstDate = "", firstClock = "", lastDate = "", lastClock = ""] = RANGE.exec(line) ?? [];
    if (name !== undefined)
      spans.set(name, { first: auditTime(firstDate, firstClock), last: auditTime(lastDate, lastClock) });
    const [, what = "", count] = /^Number of (.{2,60}): (\d{1,12})$/.exec(line) ?? [];
    const key = COUNTS.get(what);
    if (key !== undefined && count !== undefined && !counts.has(key)) counts.set(key, Number(count));
  }
  const logs = spans.get("Range of time in logs");
  const selected = spans.get("Selected time for report");
  const anomalies = counts.get("anomalies");
  const { first = null, last = null } = selected ?? logs ?? {};
  return {
    variant: null,
    complete: counts.has("events"),
    scope:
      selected && logs && (selected.first !== logs.first || selected.last !== logs.last) ? "partial" : "full",
    anomalies: anomalies === undefined ? null : { count: anomalies, examples: [] },
    last,
    facts: [
      ...[...counts].map(([key, count]) => ({ key, values: [String(count)] })),
      ...(first === null ? [] : [{ key: "first_event", values: [first] }]),
      ...(last === null ? [] : [{ key: "last_event", values: [last] }]),
    ],
  };
}

const EXAMPLES = 20;

/** A list (`1. 11/22/26 11:49:41 …`) or a table of counts (`19  /usr/bin/su`); its rows tell how much there is to review. */
function listOf(title: string, lines: readonly string[]): Found {
  const columns = (lines.find((line) => COLUMNS.test(line)) ?? "").replace(/^# /, "").split(/ +/);
  const success = columns.indexOf("success");
  const kind = columns.indexOf("type");
  let rows = 0;
  let failed = 0;
  let nothing = false;
  let torn = false;
  let last: string | null = null;
  const examples: string[] = [];
  for (const line of lines.slice(lines.indexOf(title) + 1)) {
    if (line === "" || /^=+$/.test(line) || COLUMNS.test(line)) continue;
    if (line === NOTHING) {
      nothing = true;
      continue;
    }
    const [, number, rest = ""] = /^(\d{1,9})(?:\. | {1,8})(\S.*)$/.exec(line) ?? [];
    torn = number === undefined;
    if (torn) continue;
    const fields = rest.split(" ");
    rows += 1;
    last = auditTime(fields[0] ?? "", fields[1] ?? "") ?? last;
    if (success !== -1 && fields.at(success - columns.length) === "no") failed += 1;
    // Its kind only: the rest names people and commands.
    if (examples.length < EXAMPLES && kind !== -1)
      examples.push(cut([fields[0], fields[1], fields[kind]].join(" "), 120));
  }
  const isAnomalies = /^Anomaly (?:Event )?Report$/i.test(title);
  return {
    variant: variantOf(title),
    complete: !torn && (nothing || rows > 0),
    scope: "full",
    anomalies: isAnomalies ? { count: rows, examples } : null,
    last,
    facts: [
      { key: "rows", values: [String(rows)] },
      ...(success === -1 ? [] : [{ key: "failed", values: [String(failed)] }]),
      ...(last === null ? [] : [{ key: "last_event", values: [last] }]),
    ],
  };
}

/** `Account Modifications Report` to `account-modifications`. */
const variantOf = (title: string): string =>
  title
    .replace(/ Report$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
