/** Results of Wazuh's configuration assessment to reports: one for each agent and policy. */
import scaData from "@/content/catalogue/wazuh-sca.json";
import type { CheckDefinition, Fact, Observation, Outcome } from "@/lib/fortress/types";
import { readText } from "../read/text";
import { hostNamed, type Said, severalReports, TRUNCATED } from "../report";
import { isoTime } from "../times";
import { placeByWords } from "../tower-words";
import type { FileInput, ImportResult, Note } from "../types";
import { detail } from "../updates";
import { at, documentsOf, textAt } from "../wazuh";
import { type CheckEntry, type Entry, entryOf, type PolicyEntry } from "./entries";
import { EMPTY } from "./sniff";

interface Group {
  policy: string;
  agent: string | null;
  checks: Map<string, CheckEntry>;
  summary: PolicyEntry | null;
}

interface About {
  /** The interface gave a page of a longer list. */
  page: boolean;
  torn: boolean;
  broken: number;
}

/**
 * Reads answers of the interface, events, alerts and documents of the indexer, one or many in a file.
 * Errors (returned): those of `readText` and `documentsOf`, `wazuh-sca-empty`.
 */
export function readWazuhSca(file: FileInput): ImportResult {
  const text = readText(file.bytes);
  if (!text.ok) return text;
  const read = documentsOf(text.text);
  if (!read.ok) return read;
  const { values, broken, torn } = read.documents;
  const about: About = { page: false, torn, broken };
  const groups = new Map<string, Group>();
  for (const value of values) {
    for (const entry of entriesOf(value, about)) keep(groups, entry);
  }
  if (groups.size === 0) {
    return { ok: false, refusal: EMPTY };
  }
  return severalReports(
    [...groups.values()].map((group) => reportOfGroup(group, about, file)),
    file.bytes,
  );
}

function entriesOf(value: unknown, about: About): Entry[] {
  const data = at(value, "data");
  const items = at(data, "affected_items") ?? at(data, "items");
  const agent = textAt(at(value, "agent"), "name");
  if (Array.isArray(items)) {
    const total = Number(textAt(data, "total_affected_items") ?? textAt(data, "totalItems") ?? items.length);
    if (total > items.length) about.page = true;
    return items.flatMap((item) => said(entryOf(item, agent, null, false), about));
  }
  const moment = isoTime(
    textAt(value, "timestamp") ?? textAt(value, "@timestamp") ?? textAt(at(value, "state"), "modified_at"),
  );
  const sca = at(data, "sca");
  // A document of the indexer is a state: there is one of each check.
  const isState = sca === undefined && textAt(value, "type") === null && at(value, "state") !== undefined;
  return said(entryOf(sca ?? value, agent, moment, !isState), about);
}

function said(entry: Entry | null, about: About): Entry[] {
  if (!entry) about.broken += 1;
  return entry ? [entry] : [];
}

/** The last word on a check is the latest: events come in the order of time. */
function keep(groups: Map<string, Group>, entry: Entry): void {
  const key = `${entry.agent ?? ""}\n${entry.policy}`;
  let group = groups.get(key);
  if (!group) {
    group = { policy: entry.policy, agent: entry.agent, checks: new Map(), summary: null };
    groups.set(key, group);
  }
  if (entry.kind === "policy") {
    if (!group.summary?.ended || !entry.ended || entry.ended.at >= group.summary.ended.at)
      group.summary = entry;
    return;
  }
  const before = group.checks.get(entry.id);
  if (before?.moment && entry.moment && entry.moment.at < before.moment.at) return;
  group.checks.set(entry.id, entry);
}

function reportOfGroup(group: Group, about: About, file: FileInput): Said {
  const { policy, agent, summary } = group;
  const checks = [...group.checks.values()];
  const complete = !about.torn && about.broken === 0;
  // What was left out could have been of a check that passed.
  const counted = complete ? checks : checks.filter((entry) => outcomeOf(entry) !== "pass");
  return {
    format: "wazuh-sca",
    source: `wazuh-sca/${policy.trim().replace(/\s+/g, "-")}`,
    tool: { name: "Wazuh SCA", version: null },
    host: agent === null ? (file.context?.host ?? hostNamed(null)) : hostNamed(agent),
    run: runOf(group, file.context?.endedAt ?? null),
    scope: isSelection(checks, summary, about) ? "partial" : "full",
    complete,
    native: summary?.score == null ? null : { name: "Wazuh SCA score", value: summary.score, max: 100 },
    observations: counted.map(observationOf),
    definitions: counted.map(definitionOf),
    facts: summary ? factsOf(summary) : [],
    notes: notesOf(checks, about),
  };
}

/** Everything but the whole list of the interface or the indexer. */
function isSelection(checks: readonly CheckEntry[], summary: PolicyEntry | null, { page }: About): boolean {
  if (page || checks.length === 0 || checks.some(({ event }) => event)) return true;
  if (summary?.total && Number(summary.total) > checks.length) return true;
  return checks.length > 1 && new Set(checks.map(({ result }) => result)).size === 1;
}

/** What Wazuh calls not applicable with a reason is a check that it could not run. */
function outcomeOf({ result, reason }: CheckEntry): Outcome {
  if (result === "passed") return "pass";
  if (result === "failed") return "fail";
  if (result === "not applicable") return reason === null ? "not-applicable" : "not-checked";
  return result === "not run" ? "not-checked" : "unknown";
}

const checkOf = ({ policy, id }: CheckEntry): string =>
  `wazuh-sca:${`${policy.trim()}/${id.trim()}`.replace(/\s+/g, "_")}`;

function observationOf(entry: CheckEntry): Observation {
  const { reason, rationale, remediation, compliance, places } = entry;
  return {
    check: checkOf(entry),
    outcome: outcomeOf(entry),
    ...(reason === null ? {} : { message: reason }),
    details: [
      ...detail("looked at", places.join(", ")),
      ...detail("why", rationale),
      ...detail("solution", remediation),
      ...detail("compliance", compliance.join(", ")),
    ],
  };
}

const placeOf = placeByWords(scaData);

/** Wazuh grades no check. */
function definitionOf(entry: CheckEntry): CheckDefinition {
  const title = entry.title ?? `${entry.policy} ${entry.id}`;
  return {
    check: checkOf(entry),
    title,
    severity: "medium",
    ...placeOf(`${title} ${entry.compliance.join(" ")}`),
  };
}

function runOf({ checks, summary }: Group, fallback: string | null): Said["run"] {
  if (summary?.ended) {
    const { started, ended } = summary;
    return {
      startedAt: started && started.at <= ended.at ? started.at : null,
      endedAt: ended.at,
      zone: ended.zone,
    };
  }
  const moments = [...checks.values()].flatMap(({ moment }) => (moment ? [moment] : []));
  const [first] = moments;
  if (!first) return { startedAt: null, endedAt: fallback, zone: "assumed-utc" };
  let [earliest, latest] = [first.at, first.at];
  for (const { at: time } of moments) {
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
  }
  return { startedAt: earliest, endedAt: latest, zone: first.zone };
}

function factsOf({ passed, failed, invalid, total, name }: PolicyEntry): Fact[] {
  const fact = (key: string, value: string | null): Fact[] =>
    value === null ? [] : [{ key, values: [value] }];
  return [
    ...fact("policy", name),
    ...fact("checks_passed", passed),
    ...fact("checks_failed", failed),
    ...fact("checks_not_run", invalid),
    ...fact("checks", total),
  ];
}

function notesOf(checks: readonly CheckEntry[], { page, torn, broken }: About): Note[] {
  const notes: Note[] = [];
  if (torn) notes.push(TRUNCATED);
  if (broken > 0)
    notes.push({
      code: "malformed-entries",
      text: `${broken} entries could not be read: nothing has passed.`,
    });
  if (checks.length === 0)
    notes.push({
      code: "summary-only",
      text: "This is the summary of a policy: it has a score and no checks. Bring its checks as well.",
    });
  if (page)
    notes.push({
      code: "page",
      text: "Wazuh has more checks than this page holds; ask for it with a higher limit.",
    });
  if (checks.some(({ event }) => event))
    notes.push({
      code: "events",
      text: "Events tell of checks that changed; the checks of an agent tell of all.",
    });
  return notes;
}
