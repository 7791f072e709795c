/** Hosts: the fleet, one fortress, one of its towers, its history. */
import { z } from "zod";
import { endpoint } from "@/lib/api/handler";
import { byId, tower } from "@/lib/api/schemas/common";
import { history, hostDetail, hostPage } from "@/lib/api/schemas/host";
import { towerDetail } from "@/lib/api/schemas/tower";
import { readFortress } from "@/lib/queries/fortress";
import { hostEvents, hostHistory } from "@/lib/queries/history";
import { findHost, hostIdentifiers, hostQuerySchema, listHosts as queryHosts } from "@/lib/queries/hosts";
import { round } from "@/lib/queries/score";
import { readTower as queryTower } from "@/lib/queries/towers";
import { towerView } from "./tower-view";

const DAY = 86_400_000;

export const listHosts = endpoint({
  method: "GET",
  path: "/api/v1/hosts",
  name: "listHosts",
  tag: "Hosts",
  summary: "Hosts that match, sorted",
  action: "host.read",
  query: hostQuerySchema,
  response: hostPage,
  run: (viewer, { query }) => queryHosts(viewer, query),
});

export const readHost = endpoint({
  method: "GET",
  path: "/api/v1/hosts/{id}",
  name: "readHost",
  tag: "Hosts",
  summary: "One host with its measures, sources, native scores and identifiers",
  action: "host.read",
  params: byId,
  response: hostDetail,
  run: async (viewer, { params }) => {
    const fortress = await readFortress(viewer, params.id);
    if (!fortress) return null;
    const { host, score, sources } = fortress;
    return {
      ...host,
      measures: score.measures,
      sources: sources.map((source) => ({
        ...source,
        ageDays: round((Date.now() - Date.parse(source.observedAt)) / DAY),
        fresh: share(source.fresh),
      })),
      nativeScores: sources.flatMap(({ native, source, observedAt }) =>
        native ? { source, observedAt, ...native } : [],
      ),
      identifiers: await hostIdentifiers(viewer, params.id),
    };
  },
});

export const readTower = endpoint({
  method: "GET",
  path: "/api/v1/hosts/{id}/towers/{tower}",
  name: "readTower",
  tag: "Hosts",
  summary: "One tower: its measures, checks and exposures with outcome, weight, gain and evidence",
  action: "host.read",
  params: byId.extend({ tower }),
  response: towerDetail,
  run: async (viewer, { params }) => {
    const found = await queryTower(viewer, params.id, params.tower);
    return found && towerView(found.fortress.host, found.detail);
  },
});

export const readHistory = endpoint({
  method: "GET",
  path: "/api/v1/hosts/{id}/history",
  name: "readHistory",
  tag: "Hosts",
  summary: "The scores of one host report by report, and what happened to it",
  action: "host.read",
  params: byId,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(1000).default(200).describe("The latest so many, of each"),
  }),
  response: history,
  run: async (viewer, { params, query }) => {
    const host = await findHost(viewer, params.id);
    if (!host) return null;
    const [scores, events] = await Promise.all([
      hostHistory(viewer, params.id, query.limit),
      hostEvents(viewer, params.id, { limit: query.limit }),
    ]);
    return {
      host,
      scores: scores.map((point) => ({
        ...point,
        proven: point.proven === null ? null : round(point.proven),
        possible: point.possible === null ? null : round(point.possible),
      })),
      events: events.map(({ key, ...event }) => ({ ...event, check: key })),
    };
  },
});

const share = (value: number): number => Math.round(value * 1000) / 1000;
