/** Counts the records of an audit log. Nothing of what they say is kept: command lines can hold passwords. */
import type { Fact } from "@/lib/fortress/types";
import { LIMITS } from "@/lib/importers/limits";
import { cleanText } from "@/lib/importers/read/clean";
import { eachLine, readText } from "@/lib/importers/read/text";
import { hostNamed, NO_HOST, refuse, type Said, severalReports, TRUNCATED } from "@/lib/importers/report";
import { epochTime } from "@/lib/importers/times";
import type { FileContext, FileInput, ImportResult, Note } from "@/lib/importers/types";

/** The start of a record: node, type, seconds, thousandths, number of the event. */
export const RECORD =
  /^(?:node=(\S{1,253}) )?type=([A-Z][A-Z0-9_]{1,40}|UNKNOWN\[\d{1,6}\]) msg=audit\((\d{9,11})\.(\d{1,3}):(\d{1,20})\):/;

interface Records {
  records: number;
  events: Set<string>;
  types: Map<string, number>;
  first: number;
  last: number;
  failedLogins: number;
  failedAuthentications: number;
  accountChanges: number;
  anomalies: number;
}

const ACCOUNTS: ReadonlySet<string> = new Set([
  "ADD_USER",
  "DEL_USER",
  "ADD_GROUP",
  "DEL_GROUP",
  "USER_MGMT",
  "GRP_MGMT",
  "USER_CHAUTHTOK",
  "GRP_CHAUTHTOK",
  "ACCT_LOCK",
  "ACCT_UNLOCK",
  "USER_ACCT_MGMT",
]);

/**
 * Grammar: auditd's raw and enriched format; records of one event share the number after the colon, and may be mixed with
 * those of others.
 * Errors (returned): those of `readText` and `eachLine`, `audit-log-malformed`, `too-many-reports`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  const hosts = new Map<string, Records>();
  let unread = 0;
  let torn = false;
  const refusal = eachLine(text.text, (line) => {
    if (line.trim() === "") return null;
    const match = RECORD.exec(line.slice(0, 600));
    torn = match === null;
    if (!match) {
      unread += 1;
      return null;
    }
    const [, node = "", type = "", seconds = "", millis = "", serial = ""] = match;
    const known = hosts.get(node) ?? none();
    if (!hosts.has(node) && hosts.size < LIMITS.reportsPerFile) hosts.set(node, known);
    count(known, type, Number(seconds), `${seconds}.${millis}:${serial}`, line);
    return null;
  });
  if (refusal) return { ok: false, refusal };
  if (hosts.size === 0)
    return refuse(
      "audit-log-malformed",
      "This file holds no audit record; bring /var/log/audit/audit.log as auditd wrote it.",
    );
  // auditd ends every record with a newline.
  const complete = !torn && text.text.endsWith("\n");
  const notes: Note[] = [
    ...(unread > (torn ? 1 : 0) ? [skipped(unread - (torn ? 1 : 0))] : []),
    ...(complete ? [] : [TRUNCATED]),
  ];
  return severalReports(
    [...hosts].map(([node, records]) => said(records, node, complete, notes, context)),
    bytes,
  );
}

const none = (): Records => ({
  records: 0,
  events: new Set(),
  types: new Map(),
  first: Number.POSITIVE_INFINITY,
  last: Number.NEGATIVE_INFINITY,
  failedLogins: 0,
  failedAuthentications: 0,
  accountChanges: 0,
  anomalies: 0,
});

const TYPES = 300;

function count(known: Records, type: string, seconds: number, event: string, line: string): void {
  known.records += 1;
  known.events.add(event);
  if (known.types.has(type) || known.types.size < TYPES)
    known.types.set(type, (known.types.get(type) ?? 0) + 1);
  known.first = Math.min(known.first, seconds);
  known.last = Math.max(known.last, seconds);
  if (type === "USER_LOGIN" && line.includes("res=failed")) known.failedLogins += 1;
  if (type === "USER_AUTH" && line.includes("res=failed")) known.failedAuthentications += 1;
  if (ACCOUNTS.has(type)) known.accountChanges += 1;
  if (type.startsWith("ANOM_")) known.anomalies += 1;
}

function said(
  known: Records,
  node: string,
  complete: boolean,
  notes: Note[],
  context: FileContext | undefined,
): Said {
  const first = epochTime(known.first);
  const last = epochTime(known.last);
  const counted: [string, number][] = [
    ["records", known.records],
    ["events", known.events.size],
    ["failed_logins", known.failedLogins],
    ["failed_authentications", known.failedAuthentications],
    ["account_changes", known.accountChanges],
    ["anomalies", known.anomalies],
  ];
  const facts: Fact[] = [
    ...counted.map(([key, value]) => ({ key, values: [String(value)] })),
    { key: "types", values: [...known.types].map(([type, times]) => `${type} ${times}`) },
    ...(first === null ? [] : [{ key: "first_event", values: [first] }]),
    ...(last === null ? [] : [{ key: "last_event", values: [last] }]),
  ];
  return {
    format: "audit-log",
    source: "audit-log",
    tool: { name: "auditd", version: null },
    host: node === "" ? (context?.host ?? NO_HOST) : hostNamed(cleanText(node)),
    run: { startedAt: first, endedAt: last, zone: "stated" },
    scope: "full",
    complete,
    facts: complete ? facts : [],
    notes,
  };
}

const skipped = (count: number): Note => ({
  code: "unread-lines",
  text: `${count} lines are no audit records and were left out.`,
});
