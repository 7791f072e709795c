/** A SARIF log to reports: each run speaks for one tool. */
import type { Exposure } from "@/lib/fortress/types";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { readJson } from "@/lib/importers/read/json";
import { NO_HOST, refuse, type Said, severalReports } from "@/lib/importers/report";
import { isoTime } from "@/lib/importers/times";
import type { FileContext, FileInput, ImportResult, Note, Report } from "@/lib/importers/types";
import { Checks } from "./checks";
import { ruleOf, rulesOf } from "./rules";
import { logSchema, type Run, resultSchema } from "./schema";
import { exposureOf, isScanner, vulnerabilityIdOf } from "./vulnerabilities";

export const FORMAT = "sarif";

/** Errors (returned): those of `readJson` and `severalReports`; `sarif-malformed` with its place; `sarif-empty`. */
export function read({ bytes, context }: FileInput): ImportResult {
  const json = readJson(bytes);
  if (!json.ok) return json;
  const log = logSchema.safeParse(json.value);
  if (!log.success) {
    const path = log.error.issues[0]?.path.join(".") || "the log";
    return refuse(
      `${FORMAT}-malformed`,
      `This SARIF log is not of the form of version 2.1.0, at ${cut(cleanText(path), 100)}.`,
    );
  }
  if (log.data.runs.length === 0) {
    return refuse(`${FORMAT}-empty`, "This SARIF log holds no run; bring the log of a run that has ended.");
  }
  return severalReports(
    log.data.runs.map((run) => reportOf(run, context)),
    bytes,
  );
}

function reportOf(run: Run, context: FileContext | undefined): Said {
  const { driver } = run.tool;
  const tool = slug(driver.name, 40) || "tool";
  const invocations = run.invocations ?? [];
  const failed = invocations.some(({ executionSuccessful }) => executionSuccessful === false);
  const complete = !failed && Array.isArray(run.results);
  const found = findingsOf(run, tool, complete);
  const image = run.properties?.imageName;
  return {
    format: FORMAT,
    source: ["sarif", tool, ...variantOf(run)].join("/"),
    tool: {
      name: cut(cleanText(driver.name), 80),
      version: versionOf(driver.semanticVersion || driver.version),
    },
    host: context?.host ?? NO_HOST,
    run: timesOf(run, context),
    complete,
    observations: found.observations,
    definitions: found.definitions,
    exposures: found.exposures,
    exposuresComplete: complete && found.lists ? ["vulnerability"] : [],
    facts: image ? [{ key: "image", values: [image] }] : [],
    notes: [
      ...found.notes,
      ...(failed
        ? [
            {
              code: "run-failed",
              text: "The tool says that its run failed: nothing is taken as passed or gone.",
            },
          ]
        : []),
      ...(Array.isArray(run.results)
        ? []
        : [{ code: "no-results", text: "This run holds no list of results: it proves nothing." }]),
    ],
  };
}

function findingsOf(run: Run, tool: string, complete: boolean) {
  const rules = rulesOf(run);
  const scanner = isScanner(run.tool.driver.name);
  const checks = new Checks(tool);
  const exposures = new Map<string, Exposure>();
  let broken = rules.broken;
  let suppressed = 0;
  for (const value of run.results ?? []) {
    const parsed = resultSchema.safeParse(value);
    const named = parsed.success ? ruleOf(parsed.data, rules) : null;
    if (!parsed.success || named === null) {
      broken += 1;
      continue;
    }
    const result = parsed.data;
    const { id, rule } = named;
    const number = vulnerabilityIdOf(id, rule, scanner);
    if (number === null) {
      checks.add(id, rule, result);
      continue;
    }
    if ((result.kind ?? "fail") !== "fail" || result.baselineState === "absent") continue;
    if (result.suppressions?.some(({ status }) => status !== "rejected")) suppressed += 1;
    const exposure = exposureOf(number, result, rule, tool);
    const known = exposures.get(exposure.key);
    if (!known) exposures.set(exposure.key, exposure);
    else if ((known.details?.length ?? 0) < 20) known.details?.push(...placesBeyond(known, exposure));
  }
  if (complete && saysAll(run)) {
    for (const rule of rules.byId.values()) {
      const off = rule.defaultConfiguration?.enabled === false;
      if (!off && vulnerabilityIdOf(rule.id, rule, scanner) === null) checks.silent(rule);
    }
  }
  const { observations, definitions } = checks.result(complete);
  const notes = notesOf(broken, suppressed + checks.suppressed);
  return {
    observations,
    definitions,
    exposures: [...exposures.values()],
    lists: scanner || exposures.size > 0,
    notes,
  };
}

const placesBeyond = (known: Exposure, other: Exposure) =>
  (other.details ?? []).filter(
    ({ name, text }) => name === "path" && known.details?.every((one) => one.text !== text),
  );

/** Whether silence of a listed rule means that it passed: the tool says that it came to its end and ran into nothing. */
function saysAll({ invocations }: Run): boolean {
  const all = invocations ?? [];
  return (
    all.length > 0 &&
    all.every(
      ({ executionSuccessful, toolExecutionNotifications, toolConfigurationNotifications }) =>
        executionSuccessful === true &&
        [...(toolExecutionNotifications ?? []), ...(toolConfigurationNotifications ?? [])].every(
          ({ level }) => level !== "error",
        ),
    )
  );
}

function notesOf(broken: number, suppressed: number): Note[] {
  const notes: Note[] = [];
  if (broken > 0)
    notes.push({ code: "broken-entries", text: `${broken} entries could not be read and are left out.` });
  if (suppressed > 0) {
    const text = `${suppressed} findings are suppressed in the source; they count here all the same.`;
    notes.push({ code: "suppressed", text });
  }
  return notes;
}

/**
 * What tells two runs of one tool apart: the scanned image, or the category of the run. Of `category/instance` only the
 * category stays the same from run to run.
 */
function variantOf({ automationDetails, properties }: Run): string[] {
  const image = properties?.imageName?.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const id = automationDetails?.id ?? "";
  const category = id.slice(0, Math.max(0, id.lastIndexOf("/")));
  const variant = slug(image || category, 45);
  return variant === "" ? [] : [variant];
}

function timesOf({ invocations }: Run, context: FileContext | undefined): Report["run"] {
  const all = invocations ?? [];
  const started = isoTime(all[0]?.startTimeUtc);
  const ended = isoTime(all.at(-1)?.endTimeUtc) ?? isoTime(context?.endedAt);
  return {
    startedAt: started?.at ?? null,
    endedAt: ended?.at ?? null,
    zone: (ended ?? started) === null ? "assumed-utc" : "stated",
  };
}

const versionOf = (version: string | undefined): string | null =>
  version ? cut(cleanText(version), 80) : null;

const slug = (text: string, most: number): string =>
  text
    .slice(0, 300)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, most)
    .replace(/-$/, "");
