/** Reads the events that ausearch writes as CSV: counts and times only, never who did what. */
import type { Fact } from "@/lib/fortress/types";
import { cleanText } from "@/lib/importers/read/clean";
import { readCsv } from "@/lib/importers/read/csv";
import { readText } from "@/lib/importers/read/text";
import { hostNamed, NO_HOST, refuse, type Said, severalReports, TRUNCATED } from "@/lib/importers/report";
import { auditTime } from "@/lib/importers/times";
import type { FileContext, FileInput, ImportResult } from "@/lib/importers/types";

/** The start of the first line, of every version. */
export const HEADER = "NODE,EVENT,DATE,TIME,SERIAL_NUM,EVENT_KIND,";

/** ausearch found nothing: a word that could be anyone's, so its command must be known. */
export const isNoMatch = (text: string, command: string): boolean =>
  /\bausearch\b/.test(command) && /^\s*<no matches>\s*$/.test(text.slice(0, 1_000));

interface Events {
  events: number;
  failed: number;
  failedLogins: number;
  failedAuthentications: number;
  first: string | null;
  last: string | null;
  kinds: Map<string, number>;
}

const none = (): Events => ({
  events: 0,
  failed: 0,
  failedLogins: 0,
  failedAuthentications: 0,
  first: null,
  last: null,
  kinds: new Map(),
});

/**
 * Grammar: `output_event` in `src/ausearch-report.c` of github.com/linux-audit/audit-userspace.
 * Errors (returned): those of `readText` and `readCsv`, `ausearch-malformed`, `too-many-reports`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  if (isNoMatch(text.text, context?.command ?? ""))
    return severalReports([said(none(), "", true, context)], bytes);
  const start = text.text.indexOf(HEADER);
  if (start === -1 || start > 8192) return malformed;
  const csv = readCsv(text.text.slice(start), { fields: 60 });
  if (!csv.ok) return csv;
  const [header, ...rows] = csv.rows;
  const column = (name: string): number => header?.fields.indexOf(name) ?? -1;
  const [node, event, date, time, kind, result] = [
    "NODE",
    "EVENT",
    "DATE",
    "TIME",
    "EVENT_KIND",
    "RESULT",
  ].map(column);
  if (!header || [node, event, date, time, kind, result].some((at) => at === undefined || at === -1))
    return malformed;
  const hosts = new Map<string, Events>();
  let torn = false;
  for (const { fields } of rows) {
    torn = fields.length < header.fields.length;
    if (torn) continue;
    const of = (at: number | undefined): string => fields[at ?? -1] ?? "";
    const name = cleanText(of(node)).trim();
    const known = hosts.get(name) ?? none();
    hosts.set(name, known);
    count(known, of(event), of(kind), of(result), auditTime(of(date), of(time)));
  }
  if (hosts.size === 0) hosts.set("", none());
  return severalReports(
    [...hosts].map(([name, events]) => said(events, name, !torn, context)),
    bytes,
  );
}

const KINDS = 100;

function count(known: Events, event: string, kind: string, result: string, at: string | null): void {
  known.events += 1;
  if (result === "failed" || result === "fail") {
    known.failed += 1;
    if (event === "USER_LOGIN") known.failedLogins += 1;
    if (event === "USER_AUTH") known.failedAuthentications += 1;
  }
  if (known.kinds.has(kind) || known.kinds.size < KINDS)
    known.kinds.set(kind, (known.kinds.get(kind) ?? 0) + 1);
  if (at === null) return;
  if (known.first === null || at < known.first) known.first = at;
  if (known.last === null || at > known.last) known.last = at;
}

function said(events: Events, node: string, complete: boolean, context: FileContext | undefined): Said {
  const facts: Fact[] = [
    { key: "events", values: [String(events.events)] },
    { key: "failed_events", values: [String(events.failed)] },
    { key: "failed_logins", values: [String(events.failedLogins)] },
    { key: "failed_authentications", values: [String(events.failedAuthentications)] },
    { key: "kinds", values: [...events.kinds].map(([kind, times]) => `${kind || "other"} ${times}`) },
    ...(events.first === null ? [] : [{ key: "first_event", values: [events.first] }]),
    ...(events.last === null ? [] : [{ key: "last_event", values: [events.last] }]),
  ];
  return {
    format: "ausearch",
    source: "ausearch",
    tool: { name: "ausearch", version: null },
    host: node === "" ? (context?.host ?? NO_HOST) : hostNamed(node),
    // The times in it are those of the events, not of the run.
    run: {
      startedAt: null,
      endedAt: context?.endedAt ?? events.last,
      zone: context?.endedAt ? "stated" : "assumed-utc",
    },
    scope: "full",
    complete,
    facts: complete ? facts : [],
    notes: complete ? [] : [TRUNCATED],
  };
}

const malformed = refuse(
  "ausearch-malformed",
  "This is no table of events as ausearch writes it; bring the output of ausearch --format csv.",
);
