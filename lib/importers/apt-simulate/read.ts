/** From the steps of a simulated upgrade to the updates that wait. */
import type { Exposure } from "@/lib/fortress/types";
import { securityOfOrigins } from "../apt-suites";
import { told } from "../context";
import { textOf } from "../lines";
import { eachLine } from "../read/text";
import { oneReport, TRUNCATED } from "../report";
import type { FileInput, ImportResult, Note } from "../types";
import { waitingUpdate } from "../updates";
import {
  foreignSummaryOf,
  namesOf,
  type Section,
  type Step,
  type Summary,
  sectionOf,
  stepOf,
  summaryOf,
} from "./grammar";

interface Run {
  steps: Step[];
  summary: Summary | null;
  named: Record<Section, Set<string>>;
}

/**
 * Reads the output of `apt-get -s upgrade`, `dist-upgrade` or `full-upgrade`.
 * Errors (returned): those of `readText`; `apt-simulate-failed` where apt gave up.
 */
export function read(file: FileInput): ImportResult {
  const text = textOf(file);
  if (!text.ok) return text;
  const run: Run = {
    steps: [],
    summary: null,
    named: { kept: new Set(), phased: new Set(), pro: new Set() },
  };
  let section: Section | null = null;
  let lastWords = "";
  const refusal = eachLine(text.text, (line, number) => {
    if (/^E: /.test(line)) return { code: "apt-simulate-failed", text: FAILED, line: number };
    const step = stepOf(line);
    if (step) {
      run.summary ??= foreignSummaryOf(lastWords);
      run.steps.push(step);
      section = null;
      return null;
    }
    const summary = summaryOf(line);
    if (summary) run.summary = summary;
    else if (/^\S/.test(line)) section = sectionOf(line);
    else if (section !== null && line.startsWith("  "))
      for (const name of namesOf(line)) run.named[section].add(name);
    if (line.trim() !== "") lastWords = line;
    return null;
  });
  if (refusal) return { ok: false, refusal };
  run.summary ??= foreignSummaryOf(lastWords);
  return reportOfRun(file, run);
}

const FAILED =
  "This run of apt-get was given up with an error; repair what it names and bring the output of apt-get -s dist-upgrade.";

function reportOfRun(file: FileInput, { steps, summary, named }: Run): ImportResult {
  const waiting = new Map<string, Exposure>();
  for (const step of steps) {
    if (step.verb === "Inst" && step.installed !== null) keep(waiting, step);
  }
  const held = new Set([...named.kept, ...named.phased]);
  for (const name of named.kept) heldBack(waiting, name, "kept back by apt", null);
  for (const name of named.phased) heldBack(waiting, name, "not yet offered to this host", null);
  for (const name of named.pro) heldBack(waiting, name, "needs Ubuntu Pro", true);
  const complete = summary !== null && isWhole(steps, summary);
  const allNamed = summary !== null && held.size >= summary.left;
  return oneReport(
    {
      format: "apt-simulate",
      source: "apt-simulate",
      tool: { name: "apt-get", version: null },
      ...told(file),
      scope: complete && !allNamed ? "partial" : "full",
      complete,
      exposures: [...waiting.values()],
      exposuresComplete: complete && allNamed ? ["package"] : [],
      facts: [
        { key: "updates_waiting", values: [String(waiting.size)] },
        { key: "updates_held_back", values: [...held].sort() },
      ],
      notes: complete ? (allNamed ? [] : [UNNAMED]) : [TRUNCATED],
    },
    file.bytes,
  );
}

/** As many packages are unpacked and set up as the summary promises. */
function isWhole(steps: readonly Step[], { upgraded, added, again }: Summary): boolean {
  const count = (verb: Step["verb"]) => steps.filter((step) => step.verb === verb).length;
  return count("Inst") >= upgraded + added + again && count("Conf") >= count("Inst");
}

const UNNAMED: Note = {
  code: "updates-not-named",
  text: "More updates wait than this file names: it shows a part of them, and nothing counts as gone.",
};

function keep(waiting: Map<string, Exposure>, { name, installed, candidate, origins }: Step): void {
  const security = securityOfOrigins(origins);
  const update = waitingUpdate({ name, installed, candidate, origin: origins, security });
  const known = waiting.get(update.key);
  if (!known || (security && known.severity !== "high")) waiting.set(update.key, update);
}

function heldBack(waiting: Map<string, Exposure>, name: string, why: string, security: boolean | null): void {
  const update = waitingUpdate({ name, security, details: [{ name: "held back", text: why }] });
  if (!waiting.has(update.key)) waiting.set(update.key, update);
}
