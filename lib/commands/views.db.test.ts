import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { listViews } from "@/lib/queries/views";
import { onEachEngine } from "@/scripts/test/database";
import { makeViewer, openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { removeView } from "./remove-view";
import { saveView } from "./save-view";

const late = { page: "/findings", name: "Late", query: "?due=overdue&sort=-gain" };

async function saved(viewer: Viewer, more: Record<string, unknown> = {}): Promise<string> {
  const result = await saveView(viewer, { ...late, ...more });
  if (!result.ok) throw new Error(result.text);
  return result.id;
}

/** What somebody sees: `name (maker) → address`. */
const seen = async (viewer: Viewer, page?: "/findings" | "/hosts"): Promise<string[]> =>
  (await listViews(viewer, page)).map(({ name, own, by, href }) => `${name} (${own ? "own" : by}) → ${href}`);

beforeAll(openTestSecrets);

onEachEngine("saved views", () => {
  beforeEach(async () => {
    await db().user.deleteMany();
    await db().auditEvent.deleteMany();
  });

  it("keep the filter and the order of a page, and belong to whoever saved them", async () => {
    const [ada, eve] = [await makeViewer("viewer"), await makeViewer("administrator")];
    await saved(ada);
    await saved(ada, { name: " All   of\tthem ", page: "/hosts", query: "sort=name&cursor=NTA&q=" });
    expect(await seen(ada)).toEqual([
      "All of them (own) → /hosts?sort=name",
      "Late (own) → /findings?due=overdue&sort=-gain",
    ]);
    expect(await seen(ada, "/hosts")).toEqual(["All of them (own) → /hosts?sort=name"]);
    expect(await seen(eve)).toEqual([]);
  });

  it("of the same name on the same page are replaced, also when both are saved at once", async () => {
    const ada = await makeViewer("analyst");
    const first = await saved(ada, { shared: true });
    expect(await saved(ada, { query: "state=fixed" })).toBe(first);
    expect(await listViews(ada)).toMatchObject([{ query: "state=fixed", shared: false }]);
    await Promise.all([1, 2, 3].map((n) => saved(ada, { name: "Twin", query: `label=${n}` })));
    expect(await db().savedView.count({ where: { name: "Twin" } })).toBe(1);
  });

  it("are shared by analysts and above: seen by everybody with the maker's name, and deleted by the maker", async () => {
    const [ada, eve, chief] = [
      await makeViewer("analyst"),
      await makeViewer("viewer"),
      await makeViewer("administrator"),
    ];
    expect(await saveView(eve, { ...late, shared: true })).toMatchObject({ reason: "forbidden" });
    const [shared, mine] = [await saved(ada, { shared: true }), await saved(ada, { name: "Mine" })];
    await saved(eve, { name: "Own" });
    expect(await seen(eve)).toEqual([
      "Own (own) → /findings?due=overdue&sort=-gain",
      "Late (A analyst) → /findings?due=overdue&sort=-gain",
    ]);
    for (const id of [shared, mine]) expect(await removeView(eve, id)).toMatchObject({ reason: "not-found" });
    // What is shared may be tidied up, what is private is nobody else's.
    expect(await removeView(chief, mine)).toMatchObject({ reason: "not-found" });
    expect(await removeView(chief, shared)).toMatchObject({ ok: true, name: "Late" });
    expect(await removeView(ada, mine)).toMatchObject({ ok: true, name: "Mine" });
    expect(await removeView(ada, mine)).toMatchObject({ reason: "not-found" });
    expect(await removeView(ada, "nonsense")).toMatchObject({ reason: "not-found" });
    const log = await db().auditEvent.findMany({ where: { action: "view.removed" }, orderBy: { at: "asc" } });
    expect(log.map(({ actor, target }) => [actor, target])).toEqual([
      [chief.actor, "Late"],
      [ada.actor, "Mine"],
    ]);
  });

  it("lead to their own page and nowhere else", async () => {
    const ada = await makeViewer("analyst");
    const refused = [
      { page: "https://evil.example" },
      { page: "//evil.example" },
      { page: "/people" },
      { query: "https://evil.example/?a=1" },
      { query: "//evil.example" },
      { query: `q=${"x".repeat(1000)}` },
      { query: "?cursor=NTA" },
      { query: 1 },
      { name: " \n " },
      { name: "x".repeat(61) },
      { shared: "yes" },
    ];
    for (const more of refused) {
      expect([more, await saveView(ada, { ...late, ...more })]).toMatchObject([more, { reason: "form" }]);
    }
    await saved(ada, { name: "a\0b", query: "q=%00%0d%0a<b>&host=//x" });
    expect(await seen(ada)).toEqual(["a b (own) → /findings?host=%2F%2Fx&q=%00%0D%0A%3Cb%3E"]);
  });

  it("are for people only, and a hundred are enough for one", async () => {
    const ada = await makeViewer("administrator");
    const token: Viewer = { ...ada, kind: "token" };
    expect(await saveView(token, late)).toMatchObject({ reason: "forbidden" });
    expect(await removeView(token, await saved(ada))).toMatchObject({ reason: "forbidden" });
    expect(await listViews(token)).toEqual([]);
    expect(await saveView(viewerWith("administrator"), late)).toMatchObject({ reason: "forbidden" });
    for (let n = 1; n < 100; n++) await saved(ada, { name: `View ${n}` });
    expect(await saveView(ada, { ...late, name: "One more" })).toMatchObject({ reason: "not-possible" });
    await saved(ada, { query: "state=all" });
    expect(await db().savedView.count()).toBe(100);
  });
});
