/** Findings: the weaknesses of the fleet, and one of them with its history. */
import { endpoint } from "@/lib/api/handler";
import { byId } from "@/lib/api/schemas/common";
import { findingDetail, findingPage } from "@/lib/api/schemas/finding";
import { findFinding, findingQuerySchema, listFindings as queryFindings } from "@/lib/queries/findings";
import { hostEvents } from "@/lib/queries/history";

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
  summary: "One finding and its history",
  action: "finding.read",
  params: byId,
  response: findingDetail,
  run: async (viewer, { params }) => {
    const finding = await findFinding(viewer, params.id);
    if (!finding) return null;
    return { ...finding, history: await hostEvents(viewer, finding.host.id, { key: finding.check }) };
  },
});
