/** The baseline of a host's files: approve changes as expected, expect them, and take that back. */
import type { z } from "zod";
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { baselineDone, baselineEntry, baselineForm, baselinePage } from "@/lib/api/schemas/baseline";
import { byId, id } from "@/lib/api/schemas/common";
import type { Viewer } from "@/lib/auth/rights";
import { approveAllChanges } from "@/lib/commands/approve-all-changes";
import { approveChanges, withdrawApproval } from "@/lib/commands/approve-changes";
import { expectChanges } from "@/lib/commands/expect-changes";
import { withdrawExpectation } from "@/lib/commands/withdraw-expectation";
import {
  type BaselineItem,
  baselineQuerySchema,
  findBaseline,
  listBaseline,
} from "@/lib/queries/expectations";
import { fail, type Result } from "@/lib/result";

const entryView = ({ key, ...entry }: BaselineItem) => ({ ...entry, check: key });

export const readBaseline = endpoint({
  method: "GET",
  path: "/api/v1/hosts/{id}/baseline",
  name: "readBaseline",
  tag: "Hosts",
  summary: "Which changed files people approved or expect, the latest first",
  action: "host.read",
  params: byId,
  query: baselineQuerySchema,
  response: baselinePage,
  run: async (viewer, { params, query }) => {
    const page = await listBaseline(viewer, params.id, query);
    return page && { ...page, items: page.items.map(entryView) };
  },
});

export const changeBaseline = endpoint({
  method: "POST",
  path: "/api/v1/hosts/{id}/baseline",
  name: "changeBaseline",
  tag: "Hosts",
  summary: "Approve changed files, or expect changes under a pattern",
  details:
    "Approvals carry the seals that the tower `integrity` shows with each changed file, with each package and over all of " +
    "them, so that nobody approves what came after they looked. No pattern approves a changed system binary.",
  action: "change.approve",
  params: byId,
  body: jsonBody(baselineForm),
  answers: { 201: "What came of it" },
  problems: {
    409: "Too much at once",
    422: "Something is not as it was seen, or the form is not complete",
  },
  response: baselineDone,
  run: async (viewer, { params, body }) => {
    const result = await say(viewer, params.id, body);
    return result.ok ? new Reply(201, result) : result;
  },
});

async function say(
  viewer: Viewer,
  host: string,
  body: z.output<typeof baselineForm>,
): Promise<Result<{ approved: number; expectation: string | null }>> {
  if ("pattern" in body) {
    const result = await expectChanges(viewer, { hosts: [host], ...body });
    if (!result.ok) return result;
    return { ok: true, approved: result.approved, expectation: result.expectations[0]?.id ?? null };
  }
  const { reason } = body;
  const result =
    "changes" in body
      ? await approveChanges(viewer, {
          ...{ host, reason },
          changes: body.changes.map(({ check, seal }) => ({ key: check, seal })),
        })
      : await approveAllChanges(viewer, {
          ...{ host, reason, seal: body.seal },
          ...("package" in body && { package: body.package }),
        });
  return result.ok ? { ...result, expectation: null } : result;
}

export const deleteBaseline = endpoint({
  method: "DELETE",
  path: "/api/v1/hosts/{id}/baseline/{entry}",
  name: "deleteBaseline",
  tag: "Hosts",
  summary: "Withdraw an approval or a pattern: it stays on record, and what only it approved counts again",
  action: "change.approve",
  params: byId.extend({ entry: id.describe("An approval or a pattern") }),
  problems: { 409: "It is withdrawn already, or a later approval of the same file has replaced it" },
  response: baselineEntry,
  run: async (viewer, { params }) => {
    const entry = await findBaseline(viewer, params.id, params.entry);
    if (!entry) return null;
    if (entry.state === "withdrawn" || entry.state === "replaced") {
      return fail("not-possible", `It is ${entry.state} already.`);
    }
    const result =
      entry.key === null
        ? await withdrawExpectation(viewer, { host: params.id, expectation: entry.id })
        : await withdrawApproval(viewer, { host: params.id, key: entry.key });
    if (!result.ok) return result;
    const after = await findBaseline(viewer, params.id, params.entry);
    return after && entryView(after);
  },
});
