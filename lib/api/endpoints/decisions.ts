/** Decisions about risks: the register, one of them, a proposal and what becomes of it. */
import type { z } from "zod";
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { Reply } from "@/lib/api/reply";
import { byId } from "@/lib/api/schemas/common";
import { decisionDetail, decisionPage, decisionPatch } from "@/lib/api/schemas/decision";
import type { Viewer } from "@/lib/auth/rights";
import { answerDecision, countControl } from "@/lib/commands/answer-decision";
import { endDecision } from "@/lib/commands/end-decision";
import { proposalForm, proposeDecision } from "@/lib/commands/propose-decision";
import { readDecision as queryDecision } from "@/lib/queries/decision-detail";
import { decisionQuerySchema, listDecisions as queryDecisions } from "@/lib/queries/decisions";

export const listDecisions = endpoint({
  method: "GET",
  path: "/api/v1/decisions",
  name: "listDecisions",
  tag: "Decisions",
  summary: "Decisions that match, sorted",
  action: "decision.read",
  query: decisionQuerySchema,
  response: decisionPage,
  run: (viewer, { query }) => queryDecisions(viewer, query),
});

export const readDecision = endpoint({
  method: "GET",
  path: "/api/v1/decisions/{id}",
  name: "readDecision",
  tag: "Decisions",
  summary: "One decision, its history and its evidence",
  action: "decision.read",
  params: byId,
  response: decisionDetail,
  run: (viewer, { params }) => queryDecision(viewer, params.id),
});

export const createDecision = endpoint({
  method: "POST",
  path: "/api/v1/decisions",
  name: "createDecision",
  tag: "Decisions",
  summary: "Propose a decision about a risk",
  details:
    "It holds at once where the proposer may approve decisions and the policy asks for nobody else at its severity; else it " +
    "waits for an answer. The measured score never changes; the managed one does while the decision holds.",
  action: "decision.propose",
  body: jsonBody(proposalForm),
  answers: { 201: "Proposed; `state` says whether it holds already" },
  problems: {
    404: "No report has spoken of it on these hosts, or there is no such host, group, person or measure",
    409: "Nothing of it is open there",
    422: "What its treatment asks for is missing, or its end is too late for its severity",
  },
  response: decisionDetail,
  run: async (viewer, { body }) => {
    const result = await proposeDecision(viewer, body);
    if (!result.ok) return result;
    const decision = await queryDecision(viewer, result.id);
    return decision && new Reply(201, decision);
  },
});

export const changeDecision = endpoint({
  method: "PATCH",
  path: "/api/v1/decisions/{id}",
  name: "changeDecision",
  tag: "Decisions",
  summary: "Approve, refuse or withdraw a decision",
  action: "decision.propose",
  params: byId,
  body: jsonBody(decisionPatch),
  problems: {
    409: "It is answered already, or it holds no longer",
    422: "A reason is missing",
  },
  response: decisionDetail,
  run: async (viewer, { params, body }) => {
    const result = await act(viewer, params.id, body);
    return result.ok ? queryDecision(viewer, params.id) : result;
  },
});

function act(viewer: Viewer, decision: string, { action, reason }: z.output<typeof decisionPatch>) {
  if (action === "withdraw") return endDecision(viewer, { decision, reason });
  if (action === "count-control") return countControl(viewer, { decision });
  return answerDecision(viewer, { decision, answer: action, reason });
}
