/**
 * Lines of `alerts.json` of Wazuh and OSSEC.
 * Grammar: wazuh/wazuh, src/analysisd/format/to_json.c; ossec/ossec-hids, the same; rootcheck's sentences: src/rootcheck.
 */
import type { Detail } from "@/lib/fortress/types";
import { malwareExposure } from "../files";
import { epochTime, isoTime, type Moment } from "../times";
import { detail } from "../updates";
import { at, textAt } from "../wazuh";
import { type Agent, agentOf, type Change, seen } from "./changes";

/** Reads one alert. @returns false where the value is none */
export function readAlert(agents: Map<string, Agent>, value: unknown): boolean {
  const rule = at(value, "rule");
  if (typeof rule !== "object" || rule === null) return false;
  const agent = agentOf(agents, nameOf(value));
  const moment = momentOf(value);
  seen(agent, moment);
  const groups = groupsOf(at(rule, "groups") ?? at(rule, "group"));
  const change = changeOf(value, moment);
  if (change) agent.changes.push(change);
  else if (groups.includes("rootcheck")) rootcheck(agent, value);
  else {
    const group = (groups.find((one) => one !== "ossec") ?? "other").slice(0, 40);
    if (agent.others.size < GROUPS || agent.others.has(group))
      agent.others.set(group, (agent.others.get(group) ?? 0) + 1);
  }
  return true;
}

const GROUPS = 50;

/** `agent.name` of Wazuh; OSSEC has it as `agent_name`, in a location such as `(web-05) 192.0.2.5->syscheck`, or as `hostname`. */
function nameOf(value: unknown): string {
  const agent = at(value, "agent");
  const name =
    textAt(agent, "name") ??
    textAt(value, "agent_name") ??
    /^\([^()]{1,253}\)/.exec(textAt(value, "location") ?? "")?.[0] ??
    textAt(value, "hostname") ??
    textAt(at(value, "manager"), "name") ??
    "";
  return /^\(([^()]{1,253})\)/.exec(name)?.[1] ?? name;
}

/** `2026-11-22T11:31:22.5+0000`, or OSSEC's `TimeStamp` in thousandths of a second. */
function momentOf(value: unknown): Moment | null {
  const written = textAt(value, "timestamp") ?? textAt(value, "@timestamp");
  const moment = written === null ? null : isoTime(written);
  if (moment) return moment;
  const stamp = at(value, "TimeStamp");
  const time = typeof stamp === "number" ? epochTime(stamp > 1e11 ? stamp / 1000 : stamp) : null;
  return time === null ? null : { at: time, zone: "stated" };
}

function groupsOf(value: unknown): string[] {
  const all = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value.slice(0, 50) : [];
  return all.filter((one): one is string => typeof one === "string").map((one) => one.trim());
}

const EVENTS: ReadonlyMap<string, Change["change"]> = new Map([
  ["added", "added"],
  ["modified", "changed"],
  ["deleted", "removed"],
  ["readded", "added"],
]);

const CONTENT = ["md5", "sha1", "sha256", "size"];

function changeOf(value: unknown, moment: Moment | null): Change | null {
  const entry = at(value, "syscheck") ?? at(value, "SyscheckFile");
  const path = textAt(entry, "path");
  if (!path?.startsWith("/")) return null;
  const change = EVENTS.get(textAt(entry, "event") ?? "modified") ?? "changed";
  const attributes = namesOf(at(entry, "changed_attributes"));
  return {
    path,
    change,
    contentChanged: change === "changed" ? contentOf(entry, attributes) : null,
    moment,
    details: [...detail("attributes", attributes?.join(", ")), ...whoOf(entry), ...hashes(entry)],
  };
}

const namesOf = (value: unknown): string[] | null =>
  Array.isArray(value) ? value.slice(0, 20).filter((one): one is string => typeof one === "string") : null;

function contentOf(entry: unknown, attributes: readonly string[] | null): boolean | null {
  if (attributes) return attributes.some((one) => CONTENT.includes(one));
  const pairs = ["md5", "sha1", "sha256"].map((name) => [
    textAt(entry, `${name}_before`),
    textAt(entry, `${name}_after`),
  ]);
  const known = pairs.filter(([before, after]) => before && after);
  return known.length === 0 ? null : known.some(([before, after]) => before !== after);
}

/** Who did it, where the agent asks the kernel. */
function whoOf(entry: unknown): Detail[] {
  const audit = at(entry, "audit");
  const user = textAt(at(audit, "login_user"), "name") ?? textAt(at(audit, "user"), "name");
  return [...detail("user", user), ...detail("program", textAt(at(audit, "process"), "name"))];
}

const hashes = (entry: unknown): Detail[] => detail("sha256", textAt(entry, "sha256_after"));

const ROOTKIT = /^Rootkit '([^']{1,100})' detected by the presence of file '([^']{1,400})'/;
const TROJAN = /^Trojaned version of file '([^']{1,400})' detected\. Signature used: '.*' \(([^()]{1,100})\)/;

/** Sure: a file that only a named rootkit has. Not sure: words in a program, hidden processes and ports, odd files. */
function rootcheck(agent: Agent, value: unknown): void {
  const said = (textAt(value, "full_log") ?? textAt(at(value, "data"), "title") ?? "").slice(0, 1_000);
  const rootkit = ROOTKIT.exec(said);
  const trojan = TROJAN.exec(said);
  const name = trojan?.[2];
  if (rootkit?.[1])
    agent.malware.push(malwareExposure(rootkit[1], rootkit[2] ?? null, { details: detail("found", said) }));
  else if (trojan && name && name !== "Generic")
    agent.malware.push(malwareExposure(name, trojan[1] ?? null, { details: detail("found", said) }));
  else if (/^(?:Trojaned|Process|Port|File|Files|Anomaly|Interface)\b/.test(said))
    agent.suspicions.push(said);
  else agent.others.set("rootcheck", (agent.others.get("rootcheck") ?? 0) + 1);
}
