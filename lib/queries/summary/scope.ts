/** What a summary is about: which hosts, under which name. */
import { z } from "zod";
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { findHost, hostIdsInOrder, hostQuerySchema, visible } from "../hosts";
import { listViews } from "../views";

export const SUMMARY_SCOPES = ["fleet", "group", "hosts", "host"] as const;
export type SummaryScope = (typeof SUMMARY_SCOPES)[number];

/** A year and a day: what can be compared with the same day of the year before. */
export const MOST_PERIOD_DAYS = 366;
export const USUAL_PERIOD_DAYS = 30;

/** What is asked for; the fields that its scope does not need are left alone. */
export interface SummaryScopeRequest {
  scope: SummaryScope;
  groupId?: string | null;
  hostId?: string | null;
  /** Of `hosts`: the query string of the list of hosts. */
  query?: string | null;
}

export interface ResolvedScope {
  title: string;
  /** The one who asks, bound to the hosts that it is about: every query then tells of these alone. */
  within: Viewer;
}

/** Null where there is nothing that this viewer may see. */
export async function resolveScope(
  viewer: Viewer,
  { scope, groupId, hostId, query }: SummaryScopeRequest,
): Promise<ResolvedScope | null> {
  if (!can(viewer, "summary.read")) return null;
  if (scope === "fleet") return { title: "The fleet", within: viewer };
  if (scope === "host") {
    const host = hostId ? await findHost(viewer, hostId) : null;
    return host && { title: host.name, within: { ...viewer, hosts: [host.id] } };
  }
  return scope === "group" ? ofGroup(viewer, groupId ?? "") : ofQuery(viewer, query ?? "");
}

async function ofGroup(viewer: Viewer, id: string): Promise<ResolvedScope | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const rows = await db().$queryRaw<{ id: string; name: string }[]>`
    select h.id, g.name from host_group x join host h on h.id = x.host_id join "group" g on g.id = x.group_id
     where x.group_id = ${id}::uuid and ${visible(viewer)}`;
  const hosts = rows.map((row) => row.id);
  return rows[0] ? { title: rows[0].name, within: { ...viewer, hosts } } : null;
}

/** A saved view is called by its name. */
async function ofQuery(viewer: Viewer, text: string): Promise<ResolvedScope | null> {
  const parsed = hostQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(text)));
  if (!parsed.success) return null;
  const [ids, views] = await Promise.all([hostIdsInOrder(viewer, parsed.data), listViews(viewer, "/hosts")]);
  const view = views.find((one) => one.query === text);
  const hosts = ids.slice(0, ids.length);
  return { title: view?.name ?? "Chosen fortresses", within: { ...viewer, hosts } };
}
