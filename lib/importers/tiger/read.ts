/** Runs of tiger to reports: one check for each code, files and rootkits as exposures. */
import type { Exposure, ExposureKind, Fact, Observation } from "@/lib/fortress/types";
import { fileExposure, malwareExposure } from "../files";
import { readText } from "../read/text";
import { hostNamed, refuse, type Said, severalReports, TRUNCATED } from "../report";
import type { FileInput, ImportResult, Note } from "../types";
import { detail } from "../updates";
import { CATALOGUE, COVERED, codeOf, definitionOf, idOf } from "./catalogue";
import { type Message, type Run, runsOf } from "./grammar";

/**
 * Reads the text report of tiger 3.2, one run or several.
 * Errors (returned): those of `readText` and `eachLine`, `tiger-no-run`, `tiger-nothing-checked`.
 */
export function readTiger({ bytes }: FileInput): ImportResult {
  const text = readText(bytes);
  if (!text.ok) return text;
  const { runs, refusal } = runsOf(text.text);
  if (refusal) return { ok: false, refusal };
  if (runs.length === 0)
    return refuse("tiger-no-run", "No run of tiger begins in this file; bring its report whole.");
  const worth = runs.filter(({ sections, ended }) => sections.length > 0 || !ended);
  if (worth.length === 0)
    return refuse(
      "tiger-nothing-checked",
      "This run of tiger checked nothing; bring the report of a whole run.",
    );
  return severalReports(worth.map(reportOfRun), bytes);
}

function reportOfRun(run: Run): Said {
  const found = new Map<string, Message[]>();
  const exposures: Exposure[] = [];
  // The last sentence of a report that was cut may be half a sentence.
  for (const message of run.ended ? run.messages : run.messages.slice(0, -1)) {
    if (message.level === "INFO") continue;
    const exposure = exposureOf(message);
    if (exposure) exposures.push(exposure);
    else {
      const id = idOf(message.code);
      const same = found.get(id);
      if (same) same.push(message);
      else found.set(id, [message]);
    }
  }
  const full = run.ended && CATALOGUE.usualSections.every((name) => performed(run, name) !== "no");
  return {
    format: "tiger",
    source: "tiger",
    tool: { name: "Tiger", version: run.version },
    host: hostNamed(run.host, { kernel: run.kernel }),
    run: {
      startedAt: run.started?.at ?? null,
      endedAt: run.endedAt,
      zone: run.started && run.started.offset !== null ? "stated" : "assumed-utc",
    },
    scope: full ? "full" : "partial",
    complete: run.ended,
    observations: [...found].map(([id, messages]) => observationOf(id, messages)),
    definitions: [...found.values()].flatMap(([first]) => (first ? [definitionOf(first.code)] : [])),
    exposures,
    exposuresComplete: run.ended ? exhausted(run) : [],
    exhaustive: run.ended ? coveredBy(run, found) : [],
    facts: factsOf(run),
    notes: run.ended ? notesOf(found) : [TRUNCATED],
  };
}

const TOOL_LEVELS = new Set(["ERROR", "CONFIG"]);
const SHOWN = 20;

function observationOf(id: string, messages: readonly Message[]): Observation {
  const known = codeOf(id);
  const isFinding = known?.finding || messages.some(({ level }) => !TOOL_LEVELS.has(level));
  const shown = messages
    .slice(0, SHOWN)
    .flatMap(({ text, more }) => [
      ...detail("found", text),
      ...more.flatMap((line) => detail("listed", line)),
    ]);
  return {
    check: `tiger:${id}`,
    outcome: isFinding ? "fail" : "error",
    message: messages[0]?.text ?? "",
    details: [
      {
        name: "named",
        text: `${messages.length === 1 ? "once" : `${messages.length} times`}, as ${messages[0]?.level ?? ""}`,
      },
      ...detail("weight", known?.why),
      ...shown,
      ...(messages.length > SHOWN ? [{ name: "more", text: `${messages.length - SHOWN} more` }] : []),
    ],
  };
}

const CHECKSUM = /^Installed file `(\/.+)' checksum differs from installed package '([^']{1,200})'\.?$/;
const TRIPWIRE = /^Detected modified file (\/.+)$/;
/** A finding of a rootkit, not of something that may be one. */
const ROOTKITS = new Set(["rootkit001", "rootkit002", "rootkit005", "rootkit006", "rootkit009"]);

function exposureOf({ code, text, more }: Message): Exposure | null {
  const id = idOf(code);
  if (id === "lin005") {
    const match = CHECKSUM.exec(text);
    const details = detail("package", match?.[2]);
    return match?.[1] ? fileExposure(match[1], "changed", { contentChanged: true, details }) : null;
  }
  if (id === "trip01") {
    const path = TRIPWIRE.exec(text)?.[1];
    return path ? fileExposure(path, "changed") : null;
  }
  if (!ROOTKITS.has(id) || text === "") return null;
  return malwareExposure(text, null, { details: more.flatMap((line) => detail("listed", line)) });
}

/** Whether a section was performed, and whether tiger itself failed in it. */
function performed(run: Run, begin: string): "no" | "failed" | "yes" {
  const same = run.sections.filter(({ name }) => name.startsWith(begin));
  if (same.length === 0) return "no";
  return same.some(({ failed }) => failed) ? "failed" : "yes";
}

/** Codes that these sections print whenever they fail: what is not named of them has passed. */
function coveredBy(run: Run, found: ReadonlyMap<string, unknown>): string[] {
  const answers = new Map<string, boolean>();
  const whole = (name: string): boolean => {
    const known = answers.get(name) ?? performed(run, name) === "yes";
    answers.set(name, known);
    return known;
  };
  return COVERED.filter(
    ({ sections, unless }) => sections.every(whole) && (unless === undefined || !found.has(unless)),
  ).map(({ id }) => `tiger:${id}`);
}

function exhausted(run: Run): ExposureKind[] {
  const kinds: ExposureKind[] = [];
  const unchecked = run.messages.some(({ code }) => idOf(code) === "lin006");
  if (performed(run, CATALOGUE.checksums) === "yes" && !unchecked) kinds.push("file");
  if (performed(run, CATALOGUE.rootkits) === "yes") kinds.push("malware");
  return kinds;
}

function factsOf(run: Run): Fact[] {
  const did = (begin: string): string[] => (performed(run, begin) === "no" ? [] : ["1"]);
  const facts = [{ key: "sections", values: [String(run.sections.length)] }];
  if (!run.ended) return facts;
  return [
    ...facts,
    { key: "rootkit_check", values: did(CATALOGUE.rootkits) },
    { key: "checksum_check", values: did(CATALOGUE.checksums) },
  ];
}

function notesOf(found: ReadonlyMap<string, readonly Message[]>): Note[] {
  const strays = found.get("lin001")?.length ?? 0;
  if (strays < 1_000) return [];
  return [
    {
      code: "merged-usr",
      text: `Tiger names ${strays} files that belong to no package: where /bin and /lib are links into /usr, nearly all are false alarms.`,
    },
  ];
}
