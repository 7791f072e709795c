/** Changes of files that Wazuh or OSSEC saw, to reports: one for each agent. */
import type { Fact } from "@/lib/fortress/types";
import { readText } from "../read/text";
import { hostNamed, refuse, type Said, severalReports, TRUNCATED } from "../report";
import type { FileInput, ImportResult, Note } from "../types";
import { at, documentsOf } from "../wazuh";
import { readAlert } from "./alerts";
import { type Agent, exposuresOf, seen } from "./changes";
import { readControl } from "./control";
import { INVENTORY } from "./sniff";

interface About {
  tool: string;
  torn: boolean;
  broken: number;
}

/**
 * Reads `alerts.json` of Wazuh and OSSEC, and the screen of `syscheck_control -i`.
 * Errors (returned): those of `readText`, `eachLine` and `parseJson`, `syscheck-inventory`, `syscheck-nothing`.
 */
export function readSyscheck(file: FileInput): ImportResult {
  const text = readText(file.bytes);
  if (!text.ok) return text;
  const isJson = /^\s*[[{]/.test(text.text.slice(0, 4_096));
  return isJson ? readAlerts(text.text, file) : readScreen(text.text, file);
}

function readScreen(text: string, file: FileInput): ImportResult {
  const { agents, torn, refusal } = readControl(text);
  if (refusal) return { ok: false, refusal };
  if (agents.length === 0) return nothing();
  for (const agent of agents) for (const { moment } of agent.changes) seen(agent, moment);
  return severalReports(
    agents.map((agent) => reportOfAgent(agent, { tool: "OSSEC syscheck", torn, broken: 0 }, file)),
    file.bytes,
  );
}

function readAlerts(text: string, file: FileInput): ImportResult {
  const read = documentsOf(text);
  if (!read.ok) return read;
  const { values, torn } = read.documents;
  let { broken } = read.documents;
  const agents = new Map<string, Agent>();
  for (const value of values) {
    if (readAlert(agents, value)) continue;
    if (values.length === 1 && at(value, "data") !== undefined) return { ok: false, refusal: INVENTORY };
    broken += 1;
  }
  // An agent of which the log has logins only is not one whose files are watched.
  const watched = [...agents.values()].filter(
    ({ changes, malware, suspicions }) => changes.length + malware.length + suspicions.length > 0,
  );
  if (watched.length === 0) return nothing();
  return severalReports(
    watched.map((agent) => reportOfAgent(agent, { tool: "Wazuh syscheck", torn, broken }, file)),
    file.bytes,
  );
}

const nothing = (): ImportResult =>
  refuse(
    "syscheck-nothing",
    "This file holds no alert and no change of a file; bring alerts.json of the manager.",
  );

function reportOfAgent(agent: Agent, about: About, file: FileInput): Said {
  const { name, first, last } = agent;
  const fallback = file.context?.endedAt ?? null;
  return {
    format: "syscheck",
    source: "syscheck",
    tool: { name: about.tool, version: null },
    host: name === "" ? (file.context?.host ?? hostNamed(null)) : hostNamed(name),
    run: {
      startedAt: first?.at ?? null,
      endedAt: last?.at ?? fallback,
      zone: last?.zone ?? "assumed-utc",
    },
    scope: "partial",
    complete: !about.torn && about.broken === 0,
    exposures: [...agent.malware, ...exposuresOf(agent.changes)],
    // Events say what changed in their time; what they do not name may still differ.
    exposuresComplete: [],
    facts: factsOf(agent),
    notes: notesOf(agent, about),
  };
}

const factsOf = ({ changes, malware, suspicions }: Agent): Fact[] => [
  { key: "changes", values: [String(changes.length)] },
  { key: "rootcheck_hits", values: [String(malware.length)] },
  { key: "rootcheck_suspicions", values: [...new Set(suspicions)].slice(0, 100) },
];

function notesOf({ suspicions, others }: Agent, { torn, broken }: About): Note[] {
  const notes: Note[] = [
    {
      code: "events",
      text: "These are changes in the time of the log: a file that it does not name may differ as well.",
    },
  ];
  if (torn) notes.push(TRUNCATED);
  if (broken > 0)
    notes.push({ code: "malformed-entries", text: `${broken} lines are no alerts and were left out.` });
  if (suspicions.length > 0) {
    notes.push({
      code: "rootcheck-suspicions",
      text: `Rootcheck suspects ${suspicions.length} things that are often harmless, and so count nothing: look at them.`,
    });
  }
  if (others.size > 0) {
    const said = [...others].map(([group, count]) => `${count} of ${group}`).join(", ");
    notes.push({ code: "other-alerts", text: `Alerts of other kinds were left out: ${said}.` });
  }
  return notes;
}
