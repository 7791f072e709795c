/** What a run of AIDE proves. */
import { z } from "zod";
import catalogueData from "@/content/catalogue/aide.json";
import { type Fact, type Observation, SEVERITIES, TOWERS } from "@/lib/fortress/types";
import { NO_HOST, type Said, TRUNCATED } from "@/lib/importers/report";
import { isoTime } from "@/lib/importers/times";
import type { FileContext, Note } from "@/lib/importers/types";
import { exposureOf } from "./changes";
import type { Run } from "./run";

const { checks: definitions } = z
  .strictObject({
    checks: z.array(
      z.strictObject({
        check: z.literal("aide:no-differences"),
        title: z.string().min(3).max(120),
        tower: z.enum(TOWERS),
        severity: z.enum(SEVERITIES),
        group: z.string(),
      }),
    ),
  })
  .parse(catalogueData);

const CHECK = "aide:no-differences";
/** Levels that count and do not name; AIDE 0.16 has figures, of which those below 5 do not name. */
const COUNTS_ONLY = /^(?:minimal|summary|database_attributes|[0-4])$/;

export function saidOf(run: Run, context: FileContext | undefined): Said {
  const named = { added: 0, removed: 0, changed: 0 };
  for (const { change } of run.entries) named[change] += 1;
  const { counts } = run;
  const lists = run.entries.length > 0;
  const differs =
    lists &&
    counts !== null &&
    (counts.added !== named.added || counts.removed !== named.removed || counts.changed !== named.changed);
  const cutOut = run.verdict === "different" && !lists && !onlyCounts(run);
  const failed = context?.exitCode !== undefined && (context.exitCode < 0 || context.exitCode > 7);
  const complete = run.ended && !differs && !cutOut && !failed;
  const scope = run.limit === null ? "full" : "partial";
  const started = isoTime(run.startedAt);
  const ended = isoTime(run.endedAt);

  const notes: Note[] = [];
  if (!run.ended || cutOut) notes.push(TRUNCATED);
  if (differs || run.unread > 0) notes.push(DIFFERS);
  if (failed)
    notes.push({ code: "failed-run", text: "AIDE ended with an error: what it did not reach is unknown." });
  if (run.verdict === "different" && !lists && !cutOut) notes.push(NOT_NAMED);
  if (run.limit !== null)
    notes.push({ code: "limited", text: "This run looked at a part of the files only (--limit)." });
  if (run.rootPrefix !== null)
    notes.push({
      code: "root-prefix",
      text: "AIDE left a root prefix out of the paths: they are those below it.",
    });
  if (run.newDatabase)
    notes.push({
      code: "new-database",
      text: "This run also wrote a new database (--update): once in place, it takes these changes as its baseline.",
    });

  const all = run.verdict === "same" ? named : counts;
  const observations = observationsOf(run, { lists, complete, full: scope === "full" });
  return {
    format: "aide",
    source: "aide",
    tool: { name: "AIDE", version: /^[\w.+-]{1,40}$/.test(run.version ?? "") ? run.version : null },
    host: context?.host ?? NO_HOST,
    run: {
      startedAt: started?.at ?? null,
      endedAt: ended?.at ?? (run.endedAt === null ? (context?.endedAt ?? null) : null),
      zone: started?.zone ?? "assumed-utc",
    },
    scope,
    complete,
    observations,
    ...(observations.length > 0 ? { definitions } : {}),
    exposures: run.entries.map((entry) => exposureOf(entry, run.attributes.get(entry.path) ?? [])),
    exposuresComplete: complete && scope === "full" && (lists || run.verdict === "same") ? ["file"] : [],
    facts: factsOf(run, all),
    notes,
  };
}

const onlyCounts = ({ startedAt, level }: Run): boolean =>
  startedAt === null || (level !== null && COUNTS_ONLY.test(level));

/** Files that are named count by themselves: the check then does not apply, so that nothing counts twice. */
function observationsOf(
  { verdict, counts }: Run,
  { lists, complete, full }: { lists: boolean; complete: boolean; full: boolean },
): Observation[] {
  if (verdict === "same") return complete && full ? [{ check: CHECK, outcome: "pass" }] : [];
  if (lists) return complete && full ? [{ check: CHECK, outcome: "not-applicable", message: LISTED }] : [];
  const details = counts
    ? Object.entries(counts).map(([name, number]) => ({ name, text: String(number) }))
    : [];
  return [
    { check: CHECK, outcome: "fail", message: "AIDE found differences and does not name them.", details },
  ];
}

function factsOf(run: Run, counts: Run["counts"]): Fact[] {
  const facts: Fact[] = [];
  const say = (key: string, value: number | string | null | undefined): void => {
    if (value !== null && value !== undefined) facts.push({ key, values: [String(value)] });
  };
  say("entries", run.total);
  say("added", counts?.added);
  say("removed", counts?.removed);
  say("changed", counts?.changed);
  say("report_level", run.level);
  if (run.databases.length > 0) {
    facts.push({ key: "database", values: run.databases.map(({ path }) => path) });
    const hashes = run.databases.flatMap(({ hash }) => (hash === null ? [] : [hash]));
    facts.push({ key: "database_sha256", values: hashes });
  }
  return facts;
}

const LISTED = "The changed files are listed one by one and count themselves.";
const NOT_NAMED: Note = {
  code: "not-named",
  text: "AIDE says how many files changed and not which: bring a report of level list_entries or above.",
};
const DIFFERS: Note = {
  code: "counts-differ",
  text: "The files that AIDE names are not as many as it counts: the list is not whole, or a file's name breaks it.",
};
