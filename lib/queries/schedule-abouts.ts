/** Reads what schedules are about, in words: they hold ids, and what these name may be gone. */
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import type { ScheduleItem } from "./schedules";
import { listViews } from "./views";

type About = Pick<ScheduleItem, "scope" | "groupId" | "hostId" | "query">;

/**
 * @param schedules that the viewer may see
 * @returns for each of them, in their order: `all fortresses`, `the group web`, `the view old ones`, `web-01`
 */
export async function aboutsOf(viewer: Viewer, schedules: readonly About[]): Promise<string[]> {
  const ids = (of: "groupId" | "hostId") => schedules.flatMap((schedule) => schedule[of] ?? []);
  const named = { id: true, name: true } as const;
  const [groups, hosts, views] = await Promise.all([
    db().group.findMany({ where: { id: { in: ids("groupId") } }, select: named }),
    db().host.findMany({ where: { id: { in: ids("hostId") } }, select: named }),
    schedules.some(({ scope }) => scope === "hosts") ? listViews(viewer, "/hosts") : [],
  ]);
  const names = new Map([...groups, ...hosts].map(({ id, name }) => [id, name]));
  return schedules.map(({ scope, groupId, hostId, query }) => {
    if (scope === "fleet") return "all fortresses";
    if (scope === "host") return names.get(hostId ?? "") ?? "a fortress that is gone";
    if (scope === "hosts") {
      const view = views.find((one) => one.query === query);
      return view ? `the view ${view.name}` : "chosen fortresses";
    }
    const group = names.get(groupId ?? "");
    return group === undefined ? "a group that is gone" : `the group ${group}`;
  });
}
