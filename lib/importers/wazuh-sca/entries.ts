/**
 * What Wazuh says of checks and policies, in one shape whatever it came by.
 * Sources: wazuh/wazuh, framework/wazuh/sca.py and api/api/spec/spec.yaml (interface), src/wazuh_modules/wm_sca.c (events of
 * 4.x), src/wazuh_modules/sca/doc (documents of 5.x).
 */
import { epochTime, isoTime, type Moment } from "../times";
import { at, textAt } from "../wazuh";

export interface CheckEntry {
  kind: "check";
  policy: string;
  agent: string | null;
  id: string;
  title: string | null;
  /** Lower case: `passed`, `failed`, `not applicable`, `not run`. */
  result: string;
  reason: string | null;
  rationale: string | null;
  remediation: string | null;
  /** `cis 5.2.4`, `pci_dss 2.2.4`. */
  compliance: string[];
  /** Where it looked: files, commands, processes. */
  places: string[];
  moment: Moment | null;
  /** Of a stream of events, which tells of changes only. */
  event: boolean;
}

export interface PolicyEntry {
  kind: "policy";
  policy: string;
  agent: string | null;
  name: string | null;
  passed: string | null;
  failed: string | null;
  invalid: string | null;
  total: string | null;
  score: number | null;
  started: Moment | null;
  ended: Moment | null;
}

export type Entry = CheckEntry | PolicyEntry;

/** @returns the entry, or null where the value speaks of nothing known */
export function entryOf(
  value: unknown,
  agent: string | null,
  moment: Moment | null,
  event: boolean,
): Entry | null {
  const policy = at(value, "policy");
  const nested = at(value, "check");
  const policyId = textAt(value, "policy_id") ?? textAt(policy, "id") ?? textAt(value, "policy");
  if (policyId === null) return null;
  const check = typeof nested === "object" && nested !== null ? nested : value;
  if (nested === undefined && textAt(value, "title") === null)
    return policyEntry(value, policyId, agent, moment);
  const id = textAt(check, "id");
  if (id === null) return null;
  const result = textAt(check, "result") ?? textAt(check, "status");
  if (result === null) return null;
  return {
    kind: "check",
    policy: policyId,
    agent,
    id,
    title: textAt(check, "title") ?? textAt(check, "name"),
    result: result.trim().toLowerCase(),
    reason: textAt(check, "reason"),
    rationale: textAt(check, "rationale"),
    remediation: textAt(check, "remediation"),
    compliance: complianceOf(at(check, "compliance")),
    places: ["file", "command", "process", "directory"].flatMap((name) => listed(at(check, name))),
    moment,
    event,
  };
}

function policyEntry(
  value: unknown,
  policy: string,
  agent: string | null,
  moment: Moment | null,
): PolicyEntry | null {
  const passed = textAt(value, "pass") ?? textAt(value, "passed");
  const failed = textAt(value, "fail") ?? textAt(value, "failed");
  if (passed === null && failed === null) return null;
  const score = Number(textAt(value, "score") ?? Number.NaN);
  return {
    kind: "policy",
    policy,
    agent,
    name: textAt(value, "name") ?? textAt(value, "policy"),
    passed,
    failed,
    invalid: textAt(value, "invalid"),
    total: textAt(value, "total_checks"),
    score: score >= 0 && score <= 100 ? Math.round(score * 10) / 10 : null,
    started: momentOf(at(value, "start_scan") ?? at(value, "start_time")),
    ended: momentOf(at(value, "end_scan") ?? at(value, "end_time")) ?? moment,
  };
}

/** `2026-11-22T11:31:22Z`, or seconds since 1970. */
function momentOf(value: unknown): Moment | null {
  if (typeof value === "number") {
    const time = epochTime(value);
    return time === null ? null : { at: time, zone: "stated" };
  }
  return typeof value === "string" ? isoTime(value) : null;
}

const MOST = 40;

function listed(value: unknown): string[] {
  const all = Array.isArray(value) ? value.slice(0, MOST) : [value];
  return all.filter((one): one is string => typeof one === "string" && one !== "");
}

/** `[{ key, value }]` of the interface, `{ cis: "5.2" }` of events, `["cis:5.2"]` of 5.x. */
function complianceOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.slice(0, MOST).flatMap((one) => {
      if (typeof one === "string") return [one.replace(":", " ")];
      return pairs(textAt(one, "key"), textAt(one, "value"));
    });
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .slice(0, MOST)
    .flatMap(([key, one]) => listed(one).flatMap((text) => pairs(key, text)));
}

const pairs = (key: string | null, value: string | null): string[] =>
  key === null || value === null
    ? []
    : value
        .split(",")
        .slice(0, MOST)
        .map((one) => `${key} ${one.trim()}`);
