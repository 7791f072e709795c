/** Imports in the words of the API. Pure. */
import type { ImportView, OutcomeView } from "@/lib/api/schemas/report";
import type { ImportOutcome } from "@/lib/commands/import-report";
import type { ImportItem } from "@/lib/queries/reports";
import { scoreView } from "@/lib/queries/score";

/** @param dryRun the hosts that a preview makes are gone again, so their ids say nothing */
export function outcomeViews(outcomes: readonly ImportOutcome[], dryRun: boolean): OutcomeView[] {
  const made = outcomes.flatMap(({ host }) => (host?.created ? [host.id] : []));
  return outcomes.map(({ host, score, problem, details: _details, ...outcome }) => ({
    ...outcome,
    host: host && { id: dryRun && made.includes(host.id) ? null : host.id, name: host.name },
    score: score && { before: scoreView(score.before), after: scoreView(score.after) },
    ...(problem && { problem: refusalView(problem) }),
  }));
}

/**
 * The status of a whole upload: 201 where something was imported, 200 for a preview and where all is held already, 422
 * where every file was rejected, 403 where every file is of hosts for which the token may not report. A preview that
 * only asks for a host is an answer, and no fault of the request.
 */
export function statusOf(imports: readonly OutcomeView[], dryRun: boolean): 200 | 201 | 403 | 422 {
  if (dryRun && imports.some(({ problem }) => problem?.code === "host-unknown")) return 200;
  if (imports.every(({ status }) => status === "rejected")) {
    return imports.every(({ problem }) => problem?.code === "forbidden") ? 403 : 422;
  }
  return !dryRun && imports.some(({ status }) => status === "imported") ? 201 : 200;
}

export function importView({ problem, score, ...item }: ImportItem): ImportView {
  return {
    ...item,
    score: item.changes && score,
    problem: problem && refusalView(problem),
  };
}

const refusalView = ({ code, text, line }: { code: string; text: string; line?: number }) => ({
  code,
  detail: text,
  ...(line !== undefined && { line }),
});
