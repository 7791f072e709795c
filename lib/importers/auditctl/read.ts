/** Reads the two outputs of auditctl: the state of the audit system, and its loaded rules. */
import type { Fact, Observation } from "@/lib/fortress/types";
import { cleanText } from "@/lib/importers/read/clean";
import { eachLine, readText } from "@/lib/importers/read/text";
import { NO_HOST, oneReport, refuse, type Said, TRUNCATED } from "@/lib/importers/report";
import type { FileInput, ImportResult } from "@/lib/importers/types";
import { type CheckId, definitionsOf } from "./catalogue";
import { coverageOf, type Rule, ruleOf } from "./rules";
import { kindOf, NO_RULES, refusalIn } from "./sniff";

/**
 * Grammar: `src/auditctl.c` and `src/auditctl-listing.c` of github.com/linux-audit/audit-userspace.
 * Errors (returned): those of `readText`, `auditctl-failed`, `auditctl-rules-file`,
 * `auditctl-malformed`, `auditctl-too-many-rules`.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  const clean = cleanText(text.text);
  const refusal = refusalIn(clean, context?.command ?? "");
  if (refusal) return { ok: false, refusal };
  const kind = kindOf(clean);
  if (kind === null)
    return refuse(
      "auditctl-malformed",
      "This is neither the state nor the rules of the audit system; bring the output of auditctl -s or auditctl -l.",
    );
  const said = kind === "status" ? statusOf(clean) : rulesOf(clean);
  if ("code" in said) return { ok: false, refusal: said };
  const { complete = true } = said;
  const observations = (said.observations ?? []).filter(({ outcome }) => complete || outcome === "fail");
  return oneReport(
    {
      ...said,
      host: context?.host ?? NO_HOST,
      run: { startedAt: null, endedAt: context?.endedAt ?? null, zone: "stated" },
      observations,
      definitions: definitionsOf(observations),
      notes: complete ? [] : [TRUNCATED],
    },
    bytes,
  );
}

type Read = Said | Extract<ImportResult, { ok: false }>["refusal"];

const STATUS = /^([a-z_]{3,40})\s+(-?\d{1,15})(?:\s+\w+)?$/;
const OLD_STATUS = /^AUDIT_STATUS: /;

function statusOf(text: string): Read {
  const values = new Map<string, number>();
  const refusal = eachLine(text, (line) => {
    const trimmed = line.slice(0, 500).trim();
    const words = OLD_STATUS.test(trimmed)
      ? trimmed
          .slice(14)
          .split(" ")
          .map((word) => word.replace("=", " "))
      : [trimmed];
    for (const word of words) {
      const [, name = "", value] = STATUS.exec(word) ?? [];
      if (value !== undefined && !values.has(name) && values.size < 50)
        values.set(name === "flag" ? "failure" : name, Number(value));
    }
    return null;
  });
  if (refusal) return refusal;
  const observations: Observation[] = [];
  const check = (id: CheckId, of: string, good: (value: number) => boolean): void => {
    const value = values.get(of);
    if (value === undefined) return;
    observations.push({
      check: `auditctl:${id}`,
      outcome: good(value) ? "pass" : "fail",
      details: [{ name: of, text: String(value) }],
    });
  };
  check("enabled", "enabled", (value) => value > 0);
  check("daemon-running", "pid", (value) => value > 0);
  check("nothing-lost", "lost", (value) => value === 0);
  check("immutable", "enabled", (value) => value === 2);
  check("loss-noticed", "failure", (value) => value > 0);
  const facts = ["enabled", "failure", "lost", "backlog", "backlog_limit"].flatMap((key): Fact[] => {
    const value = values.get(key);
    return value === undefined ? [] : [{ key, values: [String(value)] }];
  });
  const pid = values.get("pid");
  if (pid !== undefined) facts.push({ key: "daemon_running", values: [pid > 0 ? "1" : "0"] });
  return {
    format: "auditctl",
    source: "auditctl/status",
    tool: { name: "auditctl", version: null },
    // Every version tells these, `backlog` the last of them.
    complete: ["enabled", "failure", "pid", "lost", "backlog"].every((key) => values.has(key)),
    observations,
    facts,
  };
}

const MOST_RULES = 10_000;
const tooMany = {
  code: "auditctl-too-many-rules",
  text: `This file holds more than ${MOST_RULES} rules; bring the output of auditctl -l of one host.`,
};

function rulesOf(text: string): Read {
  const rules: Rule[] = [];
  let none = false;
  let torn = false;
  const refusal = eachLine(text, (line) => {
    const trimmed = line.slice(0, 20_000).trim();
    if (trimmed === "") return null;
    const rule = ruleOf(trimmed);
    torn = rule === null && trimmed !== NO_RULES;
    if (rules.length >= MOST_RULES) return tooMany;
    if (rule) rules.push(rule);
    else if (trimmed === NO_RULES) none = true;
    return null;
  });
  if (refusal) return refusal;
  const recording = rules.filter(({ never }) => !never);
  const keys = new Set(recording.flatMap(({ key }) => (key ? key.split("\u0001") : [])));
  return {
    format: "auditctl",
    source: "auditctl/rules",
    tool: { name: "auditctl", version: null },
    complete: !torn && (none || rules.length > 0),
    // A cut list may have gone on with the rule that is missing.
    observations: torn
      ? []
      : [
          {
            check: "auditctl:rules-loaded",
            outcome: recording.length > 0 ? "pass" : "fail",
            details: [{ name: "rules", text: String(recording.length) }],
          },
          ...coverageOf(rules),
        ],
    facts: torn
      ? []
      : [
          { key: "rules", values: [String(recording.length)] },
          { key: "keys", values: [...keys].slice(0, 200) },
        ],
  };
}
