/** Loaded audit rules, and which of the things that should be recorded they cover. */
import type { Observation } from "@/lib/fortress/types";
import { FAMILIES, type Wanted } from "./catalogue";

export interface Rule {
  /** What is watched, without the last slash. */
  path: string | null;
  /** Letters of `rwxa`; empty for a rule on system calls alone. */
  permissions: string;
  syscalls: string[];
  /** Other conditions as written: `exit=-EACCES`. */
  fields: string[];
  key: string | null;
  /** `-a never,…` keeps records out. */
  never: boolean;
}

export const WATCH = /^-w (?=\/)/;
export const ACTION =
  /^-a (?:always|never|exit|task|user|exclude|filesystem|io_uring),(?:always|never|exit|task|user|exclude|filesystem|io_uring)(?: |$)/;

const MOST = 200;

/** One line of `auditctl -l`; null where it is none. A watched path may hold blanks, an option never does. */
export function ruleOf(line: string): Rule | null {
  const watch = WATCH.test(line);
  if (!watch && !ACTION.test(line)) return null;
  const rule: Rule = {
    path: null,
    permissions: "",
    syscalls: [],
    fields: [],
    key: null,
    never: /^-a (?:never,|\w+,never)/.test(line),
  };
  // Each option begins with a blank and a dash.
  for (const part of ` ${line}`.split(/ (?=-[a-zA-Z] )/).slice(0, MOST)) {
    const option = part.trimStart().slice(0, 2);
    const value = part.trimStart().slice(3).trim();
    if (option === "-w") rule.path = folder(value);
    else if (option === "-p") rule.permissions = value;
    else if (option === "-k") rule.key = value;
    else if (option === "-S") rule.syscalls.push(...value.split(",").slice(0, MOST));
    else if (option === "-F") field(rule, value);
  }
  return rule;
}

function field(rule: Rule, value: string): void {
  const [, name = "", said = ""] = /^(\w+)(?:=)(.*)$/.exec(value) ?? [];
  if (name === "path" || name === "dir") rule.path = folder(said);
  else if (name === "perm") rule.permissions = said;
  else if (name === "key") rule.key = said;
  else rule.fields.push(value);
}

const folder = (path: string): string => (path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path);

/** One check for each family: the share of its items that some rule covers. */
export function coverageOf(rules: readonly Rule[]): Observation[] {
  const recording = rules.filter(({ never }) => !never);
  return FAMILIES.map(({ check, items }) => {
    const open = items.filter(
      (alternatives) => !alternatives.some((one) => recording.some((rule) => covers(rule, one))),
    );
    const covered = items.length - open.length;
    return {
      check,
      outcome: open.length === 0 ? "pass" : covered === 0 ? "fail" : "part",
      ...(open.length > 0 && covered > 0 ? { ratio: covered / items.length } : {}),
      details: open.map((alternatives) => ({
        name: "not recorded",
        text: alternatives.map(({ text }) => text).join(" or "),
      })),
    };
  });
}

function covers(rule: Rule, { path, executed, syscall, field }: Wanted): boolean {
  if (path !== undefined) {
    if (rule.path === null || (rule.path !== path && rule.path !== "/" && !path.startsWith(`${rule.path}/`)))
      return false;
    // A rule on a path without permissions stands for all of them.
    return rule.permissions === "" || rule.permissions.includes(executed ? "x" : "w");
  }
  if (rule.path !== null || syscall === undefined) return false;
  if (!rule.syscalls.includes(syscall)) return false;
  return field === undefined
    ? !rule.fields.some((one) => one.startsWith("exit=-"))
    : rule.fields.includes(field);
}
