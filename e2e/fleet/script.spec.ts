import type { Page } from "@playwright/test";
import { KPTR } from "../support/places";
import { expect, test } from "../support/test";

/** Words that only stand in the package itself. */
const PACKAGES = { recharts: "recharts-surface", cmdk: "cmdk-input", radix: "DismissableLayer" } as const;
/** Of smaller ones compression saves little. */
const SMALL = 4096;

interface Script {
  url: string;
  /** Over the wire. */
  bytes: number;
  compressed: boolean;
  packages: string[];
}

/** Collects what a page loads as script from now on. */
function listen(page: Page): () => Promise<Script[]> {
  const scripts: Promise<Script>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    const read = async (): Promise<Script> => {
      const text = await response.text();
      const { responseBodySize: bytes } = await response.request().sizes();
      return {
        url: response.url(),
        bytes,
        compressed: text.length < SMALL || bytes < text.length / 2,
        packages: Object.entries(PACKAGES).flatMap(([name, word]) => (text.includes(word) ? [name] : [])),
      };
    };
    scripts.push(read());
  });
  return async () => {
    await page.waitForLoadState("networkidle");
    return Promise.all(scripts);
  };
}

const packages = (scripts: Script[]): string[] => scripts.flatMap((script) => script.packages);

test("first loads carry no package before it is wanted", async ({ another, rampart }) => {
  const db02 = await rampart.host("db-02");
  const pages = {
    overview: "/",
    hosts: "/hosts",
    host: db02,
    tower: `${db02}/hardening`,
    finding: KPTR,
    upload: "/upload",
  };
  for (const [name, path] of Object.entries(pages)) {
    const page = await another(await rampart.signedIn("administrator"));
    const loaded = listen(page);
    await page.goto(path);
    const scripts = await loaded();
    const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
    console.log(`      script of ${name.padEnd(8)} ${(bytes / 1024).toFixed(1)} KB over the wire`);
    expect(packages(scripts), `${name} loads nothing that nobody asked for`).toEqual([]);
    expect(scripts.filter(({ compressed }) => !compressed)).toEqual([]);
    await page.context().close();
  }
});

test("charts, palette and dialogs come when they are wanted", async ({ page, rampart }) => {
  const loaded = listen(page);
  await page.goto(await rampart.host("db-02"));
  expect(packages(await loaded())).toEqual([]);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog", { name: "Search" })).toBeVisible();
  const wanted = packages(await loaded());
  expect(wanted).toContain("cmdk");
  expect(wanted).not.toContain("recharts");
  await page.goto(await rampart.host("web-01"));
  const history = page.getByRole("region", { name: "History" });
  await expect(history.locator(".recharts-surface").first()).toBeVisible();
  expect(packages(await loaded())).toContain("recharts");
});
