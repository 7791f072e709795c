import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

/** A mark that a new document does not have. */
const mark = (page: Page) => page.evaluate(() => Reflect.set(window, "marked", true));
const isMarked = (page: Page) => page.evaluate(() => Reflect.get(window, "marked") === true);

test("a plain link leads to its page without loading everything anew", async ({ page }) => {
  await page.goto("/hosts?sort=name");
  await mark(page);
  const first = page.getByRole("table").getByRole("link").nth(10);
  const href = await first.getAttribute("href");
  await first.click();
  await expect(page).toHaveURL(new RegExp(`${href}$`));
  expect(await isMarked(page)).toBe(true);
  await page.goBack();
  await expect(page).toHaveURL(/\/hosts\?sort=name$/);
  expect(await isMarked(page)).toBe(true);
});

test("what was drawn once stands in the document once, and is there again for whoever comes back", async ({
  page,
}) => {
  const answer = await page.goto("/hosts?sort=name");
  const document = (await answer?.text()) ?? "";
  const rows = page.locator("tbody tr");
  await expect(rows).toHaveCount(50);
  const drawn = await page.locator("tbody").innerHTML();
  const drawing = /<path d="[^"]{100,}/.exec(drawn)?.[0] ?? "none";
  expect(document.split(drawing).length).toBe(2);
  await mark(page);
  await rows.nth(3).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/hosts\/[0-9a-f-]{36}$/);
  await page.goBack();
  await expect(rows).toHaveCount(50);
  expect(await page.locator("tbody").innerHTML()).toBe(drawn);
  await page.getByRole("link", { name: "Proven", exact: true }).click();
  await expect(page).toHaveURL(/sort=proven/);
  await expect(page.getByRole("columnheader", { name: "Proven" })).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => page.locator("tbody").innerHTML()).not.toBe(drawn);
  await expect(rows).toHaveCount(50);
  expect(await isMarked(page)).toBe(true);
});

test("sorting leaves the reader where they are", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 400 });
  await page.goto("/hosts");
  await mark(page);
  const sort = page.getByRole("link", { name: "Possible" });
  const before = await page.evaluate(() => {
    window.scrollTo(0, 120);
    return window.scrollY;
  });
  expect(before).toBe(120);
  await sort.evaluate((link: HTMLElement) => link.click());
  await expect(page).toHaveURL(/sort=/);
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
  expect(await isMarked(page)).toBe(true);
});

test("a fortress of the drawings is a link like any other", async ({ page }) => {
  await page.goto("/");
  await mark(page);
  const fortress = page.locator(".fx-realm a").first();
  await fortress.click();
  await expect(page).toHaveURL(/\/hosts\/[0-9a-f-]{36}$/);
  expect(await isMarked(page)).toBe(true);
});

test("with a key held, the browser opens a page of its own", async ({ page, context }) => {
  await page.goto("/hosts");
  const opened = context.waitForEvent("page");
  await page
    .getByRole("main")
    .getByRole("link", { name: "Bring evidence" })
    .click({ modifiers: ["ControlOrMeta"] });
  const other = await opened;
  await expect(other).toHaveURL(/\/upload$/);
  await expect(page).toHaveURL(/\/hosts$/);
});
