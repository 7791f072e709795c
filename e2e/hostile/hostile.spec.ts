import type { Page } from "@playwright/test";
import { ATTACKS, hostileRefusal, hostileReports, LONG, shownName } from "../support/hostile";
import type { Rampart } from "../support/rampart";
import { expect, test } from "../support/test";

interface Item {
  id: string;
  name: string;
}

const hosts = async (rampart: Rampart): Promise<Item[]> =>
  (await rampart.api<{ items: Item[] }>("/api/v1/hosts?limit=50")).items;

/** Every element and link of a page is ours; what a report says is nothing but text. A dialog or a blocked script fails by itself. */
async function harmless(page: Page): Promise<void> {
  const strange = await page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    const handlers = all.filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith("on")),
    );
    const scripts = [...document.scripts].filter(
      (script) => script.nonce === "" && !script.src.startsWith(`${location.origin}/_next/static/`),
    );
    const elements = document.querySelectorAll(
      "img, iframe, object, embed, base, meta[http-equiv], main b, main script",
    );
    const links = [...document.querySelectorAll<HTMLAnchorElement | SVGAElement>("a[href]")].filter(
      (link) => {
        const url = new URL(link.getAttribute("href") ?? "", location.href);
        if (url.origin === location.origin) return false;
        // Ours are known by the class of guidance; one from a report must be told in full and go to https.
        const rel = link.getAttribute("rel") ?? "";
        const told = link.textContent?.trim() === link.getAttribute("href") || !url.host.includes("evil");
        return url.protocol !== "https:" || !rel.includes("noopener") || !rel.includes("noreferrer") || !told;
      },
    );
    return [...handlers, ...scripts, ...elements, ...links].map((element) => element.outerHTML.slice(0, 200));
  });
  expect(strange).toEqual([]);
  const wide = await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth);
  expect(wide, "a long text widens no page").toBe(0);
}

test("hosts with hostile names are listed as text, and lead to their pages", async ({ page, rampart }) => {
  for (const path of ["/", "/hosts", "/findings?by=host", "/findings?state=all", "/reports"]) {
    await page.goto(path);
    await harmless(page);
  }
  await page.goto("/hosts?sort=name");
  for (const attack of ATTACKS) {
    const name = shownName(attack);
    await expect(page.getByRole("link", { name, exact: true }), name).toBeVisible();
  }
  await page.setViewportSize({ width: 360, height: 640 });
  for (const path of ["/", "/hosts", "/reports"]) {
    await page.goto(path);
    await harmless(page);
  }
  expect(await hosts(rampart)).toHaveLength(ATTACKS.length);
});

for (const [index, attack] of ATTACKS.entries()) {
  test(`every page of a host is text: ${shownName(attack).slice(0, 40)}`, async ({ page, rampart }) => {
    const name = shownName(attack);
    const host = (await hosts(rampart)).find((item) => item.name === name);
    expect(host, "the name is kept as text").toBeDefined();
    const path = `/hosts/${host?.id}`;
    // The longest one is looked at where there is the least room.
    if (attack.written === LONG) await page.setViewportSize({ width: 360, height: 640 });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(page).toHaveTitle(`${name} · Rampart`);
    await harmless(page);
    for (const tower of ["hardening", "patching", "integrity", "auditing"]) {
      await page.goto(`${path}/${tower}`);
      await page.locator("main details").evaluateAll((all) => {
        for (const one of all) one.setAttribute("open", "");
      });
      await harmless(page);
      if (tower === "patching" && index === 0) {
        await expect(
          page.getByText(`${name}: an update that closes a vulnerability is waiting`),
        ).toBeVisible();
      }
    }
    const { items } = await rampart.api<{ items: { report: { id: string } | null }[] }>(
      `/api/v1/reports?host=${host?.id}`,
    );
    await page.goto(`/reports/${items[0]?.report?.id}`);
    await harmless(page);
    const download = await page.request.get(`/api/v1/reports/${items[0]?.report?.id}/original`);
    expect(download.headers()["content-disposition"]).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(download.headers()["content-security-policy"]).toContain("sandbox");
  });
}

test("a weakness that a report names itself is text", async ({ page, rampart }) => {
  type Finding = { check: string; title: string };
  const { items } = await rampart.api<{ items: Finding[] }>("/api/v1/findings?limit=200&q=alert");
  expect(items.length).toBeGreaterThan(0);
  const keys = [...new Set(items.map(({ check }) => check))];
  for (const key of keys.slice(0, 6)) {
    await page.goto(`/findings/${encodeURIComponent(key)}`);
    await expect(page.getByRole("main").getByText(key, { exact: true }).first()).toBeVisible();
    await harmless(page);
  }
});

test("the palette and the search show hostile text as text", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Search" });
  await palette.getByRole("combobox").fill("<script>");
  await expect(palette.getByRole("option").first()).toContainText("<script>alert(1)</script>");
  await harmless(page);
  await page.goto(`/hosts?q=${encodeURIComponent(`"><img src=x onerror=alert(1)>`)}`);
  await expect(page.getByLabel("Name or system")).toHaveValue(`"><img src=x onerror=alert(1)>`);
  await expect(page.getByText("1 fortress matches")).toBeVisible();
  await harmless(page);
});

test("hostile files are previewed as text", async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await page.goto("/upload");
  await page.getByLabel("Choose files").setInputFiles([...hostileReports(), hostileRefusal()]);
  await expect(page.getByRole("main").getByRole("status")).toHaveText(
    "None of these files would change anything.",
  );
  await expect(page.getByRole("cell", { name: shownName(ATTACKS[0]), exact: true })).toBeVisible();
  await harmless(page);
  await page.setViewportSize({ width: 360, height: 640 });
  await harmless(page);
});
