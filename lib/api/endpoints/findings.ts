/** Findings: the weaknesses of the fleet, one of them with its history, and the work on them. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { byId } from "@/lib/api/schemas/common";
import {
  bulkAnswer,
  bulkPatch,
  bulkUndone,
  findingDetail,
  findingPage,
  findingPatch,
} from "@/lib/api/schemas/finding";
import type { Viewer } from "@/lib/auth/rights";
import { undoWork } from "@/lib/commands/undo-work";
import { previewWork, workOnFindings } from "@/lib/commands/work-on-findings";
import { readFinding as queryFinding } from "@/lib/queries/finding";
import { findFinding, findingQuerySchema, listFindings as queryFindings } from "@/lib/queries/findings";
import { fail } from "@/lib/result";

export const listFindings = endpoint({
  method: "GET",
  path: "/api/v1/findings",
  name: "listFindings",
  tag: "Findings",
  summary: "Findings that match, sorted",
  action: "finding.read",
  query: findingQuerySchema,
  response: findingPage,
  run: (viewer, { query }) => queryFindings(viewer, query),
});

export const readFinding = endpoint({
  method: "GET",
  path: "/api/v1/findings/{id}",
  name: "readFinding",
  tag: "Findings",
  summary: "One finding with its comments, files and history",
  action: "finding.read",
  params: byId,
  response: findingDetail,
  run: (viewer, { params }) => detailOf(viewer, params.id),
});

async function detailOf(viewer: Viewer, id: string) {
  const finding = await queryFinding(viewer, id);
  if (!finding) return null;
  const history = finding.history.map((entry) => ({ ...entry, reportId: entry.report?.id ?? null }));
  return { ...finding, history };
}

export const changeFinding = endpoint({
  method: "PATCH",
  path: "/api/v1/findings/{id}",
  name: "changeFinding",
  tag: "Findings",
  summary: "Say where the work on one finding stands, whose it is, until when, and how it is labelled",
  action: "finding.work",
  params: byId,
  body: jsonBody(findingPatch),
  problems: {
    409: "It is closed: where the work stands is said of open ones only",
    422: "The person may not work on findings, or a label is none",
  },
  response: findingDetail,
  run: async (viewer, { params, body }) => {
    const before = await findFinding(viewer, params.id);
    if (!before) return null;
    const { labels, why, ...change } = body;
    if (change.state !== undefined && before.closedAt !== null) {
      return fail("not-possible", "No report sees it any more: there is no work to speak of.");
    }
    const removeLabels = before.labels.filter((label) => labels && !labels.includes(label));
    // It has no labels and gets none.
    if (labels?.length === 0 && removeLabels.length === 0 && Object.keys(change).length === 0) {
      return detailOf(viewer, params.id);
    }
    const relabel = labels && { addLabels: labels, removeLabels };
    const given = { ids: [params.id], change: { ...change, ...relabel }, why };
    const result = await workOnFindings(viewer, given);
    return result.ok ? detailOf(viewer, params.id) : result;
  },
});

export const changeFindings = endpoint({
  method: "PATCH",
  path: "/api/v1/findings",
  name: "changeFindings",
  tag: "Findings",
  summary: "The same of many findings at once: those named, or all that match a filter",
  action: "finding.work",
  body: jsonBody(bulkPatch),
  problems: {
    404: "One of the findings does not exist for this viewer; nothing was changed",
    422: "The change or the filter is not possible, or too many findings are meant; nothing was changed",
  },
  response: bulkAnswer,
  keyed: ({ body }) => !body.dryRun,
  run: async (viewer, { body: { dryRun, ...given } }) => {
    if (!dryRun) return workOnFindings(viewer, given);
    const preview = await previewWork(viewer, given);
    return preview.ok ? { matched: preview.matched, changed: preview.changing, undo: null } : preview;
  },
});

export const undoBulkChange = endpoint({
  method: "POST",
  path: "/api/v1/bulk-changes/{id}/undo",
  name: "undoBulkChange",
  tag: "Findings",
  summary: "Take one act on findings back: what nobody has changed since is again as it was",
  action: "finding.work",
  params: byId,
  problems: { 409: "It is undone already" },
  response: bulkUndone,
  run: async (viewer, { params }) => {
    const result = await undoWork(viewer, params.id);
    return result.ok ? { ...result, id: params.id } : result;
  },
});
