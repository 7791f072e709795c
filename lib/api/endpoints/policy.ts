/** The policy of the house: days to repair, and what decisions need. */
import { jsonBody } from "@/lib/api/body";
import { endpoint } from "@/lib/api/handler";
import { policy, policyPatch } from "@/lib/api/schemas/policy";
import { setDecisionPolicy } from "@/lib/commands/set-decision-policy";
import { setServiceLevel } from "@/lib/commands/set-service-level";
import { readPolicy as queryPolicy } from "@/lib/queries/policy";

export const readPolicy = endpoint({
  method: "GET",
  path: "/api/v1/policy",
  name: "readPolicy",
  tag: "Policy",
  summary: "Days to repair of the house and of its groups, and what decisions need",
  action: "finding.read",
  response: policy,
  run: (viewer) => queryPolicy(viewer),
});

export const changePolicy = endpoint({
  method: "PATCH",
  path: "/api/v1/policy",
  name: "changePolicy",
  tag: "Policy",
  summary: "Change one part of the policy",
  details:
    "Days to repair move the due dates of all open findings concerned, but for those that a person set. They never change a " +
    "score: its lateness belongs to the model.",
  action: "policy.edit",
  body: jsonBody(policyPatch),
  problems: { 404: "There is no such group, or it has no days of its own", 422: "What is worse has longer" },
  response: policy,
  run: async (viewer, { body: { house, group, decisions } }) => {
    const result = decisions
      ? await setDecisionPolicy(viewer, decisions)
      : await setServiceLevel(viewer, group ? { group: group.id, level: group.level } : { level: house });
    return result.ok ? queryPolicy(viewer) : result;
  },
});
