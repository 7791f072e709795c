/** What a schedule can be made of, as the viewer may choose it. */
import type { Viewer } from "@/lib/auth/rights";
import { can } from "@/lib/auth/rights";
import { listHooks } from "@/lib/queries/hooks";
import { listViews } from "@/lib/queries/views";
import { listGroups } from "@/lib/queries/work";

/** @param now what it is about already, which may be something that no list names */
export async function scheduleChoices(viewer: Viewer, now: { value: string; title: string }) {
  const mayHooks = can(viewer, "hook.manage");
  const [groups, views, hooks] = await Promise.all([
    listGroups(viewer),
    listViews(viewer, "/hosts"),
    mayHooks ? listHooks(viewer) : null,
  ]);
  const listed = [
    { value: "fleet", title: "all of them" },
    ...groups.map(({ id, name }) => ({ value: `group ${id}`, title: `group ${name}` })),
    ...views.map(({ query, name }) => ({ value: `hosts ${query}`, title: `view ${name}` })),
  ];
  const known = listed.some(({ value }) => value === now.value);
  return { abouts: known ? listed : [...listed, now], hooks };
}
