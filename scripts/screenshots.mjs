/** `npm run screenshots`: every page, both themes, phone and desk, into `screenshots/`. */
import fs from "node:fs";
import process from "node:process";
import { chromium } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "./browser/chromium.mjs";
import { startRampart } from "./browser/server.mjs";

const OUT = "screenshots";
const WIDTHS = [390, 1440];
const THEMES = /** @type {const} */ (["light", "dark"]);

const only = process.argv[2];
fs.mkdirSync(OUT, { recursive: true });
const server = await startRampart({ demo: true });
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
try {
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail address").fill(server.email);
  await page.getByLabel("Password").fill(server.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${server.url}/`);
  const state = await first.storageState();
  const pages = await pagesOf(page, server.url);
  await first.close();
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({
        storageState: state,
        colorScheme: theme,
        viewport: { width, height: 900 },
      });
      const tab = await context.newPage();
      for (const [name, path, open] of pages) {
        if (only && !name.includes(only)) continue;
        await tab.goto(server.url + path);
        await tab.locator("html[data-hydrated]").waitFor();
        if (open) await tab.locator(open).first().click();
        await tab.screenshot({ path: `${OUT}/${name}-${theme}-${width}.png`, fullPage: true });
      }
      await context.close();
    }
  }
  console.log(`Pictures of ${pages.length} pages stand in ${OUT}/.`);
} finally {
  await browser.close();
  await server.stop();
}

/**
 * Every page, by name and path; those of one host or report are found through the lists.
 * @param {import("@playwright/test").Page} page
 * @param {string} url
 * @returns {Promise<[string, string, string?][]>} name, path, and what to click before the picture
 */
async function pagesOf(page, url) {
  await page.goto(`${url}/hosts?sort=name`);
  const host = await page.getByRole("link", { name: "db-02", exact: true }).first().getAttribute("href");
  const other = await page.getByRole("link", { name: "build-07" }).first().getAttribute("href");
  await page.goto(`${url}${host}/evidence?source=lynis`);
  const report = await page.locator('tbody a[href^="/reports/"]').first().getAttribute("href");
  await page.goto(`${url}/findings`);
  const finding = await page.locator("tbody a").first().getAttribute("href");
  return [
    ["overview", "/"],
    ["hosts", "/hosts"],
    ["hosts-none", "/hosts?q=nowhere"],
    ["host", host ?? ""],
    ["host-plain", other ?? ""],
    ["tower-hardening", `${host}/hardening`],
    ["tower-hardening-open", `${host}/hardening`, "section[aria-label=Checks] details[data-row] > summary"],
    ["tower-patching", `${other}/patching`],
    ["tower-integrity", `${host}/integrity`],
    ["tower-auditing", `${host}/auditing`],
    ["host-evidence", `${other}/evidence`],
    ["findings", "/findings"],
    ["finding", finding ?? ""],
    ["reports", "/reports"],
    ["report", report ?? ""],
    ["upload", "/upload"],
    ["people", "/people"],
    ["tokens", "/tokens"],
    ["audit", "/audit"],
    ["account", "/account"],
    ["identity", `${host}/identity`],
    ["missing", "/hosts/00000000-0000-4000-8000-000000000000"],
    ["api", "/docs/api"],
  ];
}
