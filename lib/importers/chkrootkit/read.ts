/** Output of chkrootkit to a report. */
import catalogueData from "@/content/catalogue/chkrootkit.json";
import type { Detail, Exposure, Observation, Outcome } from "@/lib/fortress/types";
import { catalogueOf, definitionsOf } from "@/lib/importers/catalogue";
import { told } from "@/lib/importers/context";
import { malwareExposure } from "@/lib/importers/files";
import { readText } from "@/lib/importers/read/text";
import { oneReport, refuse, type Said, TRUNCATED } from "@/lib/importers/report";
import type { FileContext, FileInput, ImportResult, Scope } from "@/lib/importers/types";
import { type Judgement, judge } from "./judge";
import { partsOf } from "./lines";
import { isQuiet } from "./sniff";

const CATALOGUE = catalogueOf("chkrootkit", catalogueData);
/** The last test of every version. */
const LAST = "OSX_RSPLUG";
const FIRST = "amd";

/**
 * Errors (returned): those of `readText` and `eachLine`; `chkrootkit-no-root` for a run that ended at once,
 * `chkrootkit-failed` for a quiet run that did not end by itself, `chkrootkit-no-test` where nothing was looked at.
 * An empty file is read only with `context.command` `chkrootkit -q` and `context.exitCode` 0.
 */
export function read({ bytes, context }: FileInput): ImportResult {
  const quietly = isQuiet(context?.command ?? "");
  const first = readText(bytes);
  if (!first.ok) {
    const silent = first.refusal.code === "empty" && quietly;
    if (!silent) return first;
    if (context?.exitCode !== 0) {
      return refuse(
        "chkrootkit-failed",
        "This run of chkrootkit printed nothing and did not end well; bring a run as root.",
      );
    }
    return oneReport(said([], { context, complete: true, scope: "full", closes: true }), bytes);
  }
  const output = partsOf(first.text);
  if ("refusal" in output) return { ok: false, refusal: output.refusal };
  const judgements = output.parts.flatMap((part) => judge(part) ?? []);
  const commands = output.parts.filter(({ kind }) => kind === "command").map(({ name }) => name);
  const normal = output.root !== null || judgements.some(({ outcome }) => outcome !== "hit");
  if (judgements.length === 0) {
    return output.noRoot
      ? refuse(
          "chkrootkit-no-root",
          "This run of chkrootkit was refused, because it was not started by root; bring the output of a run as root.",
        )
      : refuse(
          "chkrootkit-no-test",
          "This output of chkrootkit holds no test; bring that of chkrootkit without arguments.",
        );
  }
  // Another root directory is another system than the one that ran.
  const whole = normal ? commands.includes(FIRST) && (output.root ?? "/") === "/" : quietly;
  const ended = normal ? output.parts.some(({ name, lines }) => name === LAST && lines.length > 0) : true;
  const stopped = context?.exitCode !== undefined && context.exitCode !== 0;
  const complete = ended && !stopped;
  const scope: Scope = output.noRoot ? "unprivileged" : whole ? "full" : "partial";
  const closes = complete && scope === "full" && (normal || context?.exitCode === 0);
  return oneReport(said(judgements, { context, complete, scope, closes, passes: normal && complete }), bytes);
}

interface Run {
  context: FileContext | undefined;
  complete: boolean;
  scope: Scope;
  closes: boolean;
  passes?: boolean;
}

function said(judgements: readonly Judgement[], run: Run): Said {
  const observations = observationsOf(judgements, run.passes ?? false);
  return {
    format: "chkrootkit",
    source: "chkrootkit",
    tool: { name: "chkrootkit", version: null },
    ...told(run),
    scope: run.scope,
    complete: run.complete,
    observations,
    definitions: definitionsOf(CATALOGUE, observations),
    exposures: judgements.flatMap(exposureOf),
    exposuresComplete: run.closes ? ["malware"] : [],
    notes: run.complete ? [] : [TRUNCATED],
  };
}

function observationsOf(judgements: readonly Judgement[], passes: boolean): Observation[] {
  const byCheck = new Map<string, Judgement[]>();
  for (const one of judgements) {
    const others = byCheck.get(one.check);
    if (others) others.push(one);
    else byCheck.set(one.check, [one]);
  }
  return [...byCheck].flatMap(([id, all]) => {
    const outcome = outcomeOf(all, passes);
    return outcome === null ? [] : [{ check: `chkrootkit:${id}`, outcome, details: detailsOf(all, outcome) }];
  });
}

function outcomeOf(all: readonly Judgement[], passes: boolean): Outcome | null {
  const some = (wanted: Judgement["outcome"]): boolean => all.some(({ outcome }) => outcome === wanted);
  if (some("hit")) return "fail";
  // Half a search for hidden processes finds none.
  if (some("untested") && all[0]?.check === "lkm") return "not-checked";
  if (some("clean")) return passes ? "pass" : null;
  if (some("untested")) return "not-checked";
  return passes ? "not-applicable" : null;
}

const detailsOf = (all: readonly Judgement[], outcome: Outcome): Detail[] =>
  all.flatMap((one) => {
    if (one.outcome === "hit") return one.said.map((text) => ({ name: one.test, text }));
    return one.outcome === "untested" && outcome !== "fail" ? [{ name: "not tested", text: one.test }] : [];
  });

const exposureOf = ({ malware, test, said: lines }: Judgement): Exposure[] =>
  malware === null
    ? []
    : [
        malwareExposure(malware, null, {
          details: [{ name: "test", text: test }, ...lines.map((text) => ({ name: "chkrootkit", text }))],
        }),
      ];
