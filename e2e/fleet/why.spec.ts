import { createHash } from "node:crypto";
import fs from "node:fs";
import type { Page } from "@playwright/test";
import { KPTR } from "../support/places";
import { sample } from "../support/samples";
import { expect, test } from "../support/test";

/** The same walk with and without script: from the fleet to the one line of evidence that costs a point. */
async function walk(page: Page): Promise<void> {
  const main = page.getByRole("main");
  await page.goto("/");
  await expect(main).toContainText("over 123 fortresses");
  await main.getByRole("link", { name: /^db-02: grade E, proven 44\.7, possible 55\.0/ }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("db-02");
  await expect(main).toContainText("Proven 44.7, possible 55.0, confidence 90 %; held back most by patching");
  await expect(main).toContainText("Lynis itself says 79 of 100");
  const best = main.getByRole("region", { name: "Best repairs" }).getByRole("row");
  await expect(best.nth(1)).toContainText("Install the 8 waiting security updates");
  await main.getByRole("link", { name: /^Hardening: proven 58\.4, possible 72\.2/ }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hardening of db-02");
  const check = page.locator(`[id="lynis:KRNL-6000:kernel.kptr_restrict"]`);
  await expect(check.getByText("What was seen")).toBeHidden();
  await check.getByText("Kernel addresses are hidden").click();
  await expect(check.getByText("expected: 2")).toBeVisible();
  await expect(check.getByText("found: 0")).toBeVisible();
  await expect(check.getByText("medium, weight 5; repaired, the fortress gains +0.7")).toBeVisible();
  await expect(check.getByText("A later report that passes it.")).toBeVisible();

  const debian = check.getByText("echo 'kernel.kptr_restrict = 2'").first();
  await expect(debian).toBeVisible();
  await expect(check.getByText("ansible.posix.sysctl")).toBeHidden();
  await check.getByText("Ansible", { exact: true }).click();
  await expect(check.getByRole("radio", { name: "Ansible" })).toBeChecked();
  await expect(check.getByText("ansible.posix.sysctl")).toBeVisible();
  await expect(debian).toBeHidden();

  await check.getByRole("link", { name: "The same on other hosts" }).click();
  await expect(page).toHaveURL(new RegExp(`${KPTR}$`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kernel addresses are hidden");
  const hosts = main.getByRole("table", { name: "Fortresses with Kernel addresses are hidden" });
  for (const name of ["db-02", "web-01", "build-07"]) {
    await expect(hosts.getByRole("link", { name, exact: true })).toBeVisible();
  }
  await hosts.getByRole("link", { name: "db-02", exact: true }).click();
  await expect(page).toHaveURL(/\/hardening#lynis%3AKRNL-6000%3Akernel\.kptr_restrict$/);
  await expect(check, "the address leads to the row").toBeInViewport();

  await check.getByText("Kernel addresses are hidden").click();
  await check.getByRole("link", { name: /^lynis$/i }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lynis 3.0.8 of db-02");
}

test("a person finds out why db-02 scores what it scores, down to the file", async ({ page }) => {
  await walk(page);
  const sent = sample("db-02-hardened.dat");
  const main = page.getByRole("main");
  await expect(main).toContainText("the report names no time zone: read as UTC");
  await expect(main).toContainText(createHash("sha256").update(sent).digest("hex"));
  const original = main.getByRole("link", { name: "Original" });
  const [download] = await Promise.all([page.waitForEvent("download"), original.click()]);
  expect(fs.readFileSync(await download.path(), "utf8")).toBe(sent);

  const address = (await original.getAttribute("href")) ?? "";
  const answer = await page.request.get(address);
  expect((await answer.body()).toString()).toBe(sent);
  expect(answer.headers()).toMatchObject({
    "content-type": "application/octet-stream",
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="[\w.-]+"$/);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the same walk works", async ({ page }) => {
    await walk(page);
  });

  test("tables sort, filter and page, and every list is there", async ({ page }) => {
    await page.goto("/hosts");
    await page.getByLabel("Name or system").fill("node-11");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page.getByText("10 fortresses match")).toBeVisible();
    await page.getByRole("link", { name: "Host", exact: true }).click();
    await expect(page.getByRole("row").nth(1)).toContainText("node-110");
    await page.goto("/hosts?sort=name");
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page.getByText("51–100 of 123 fortresses")).toBeVisible();
    await page.goto("/findings");
    await expect(page.getByRole("table", { name: "Weaknesses of the fleet" }).getByRole("row")).toHaveCount(
      51,
    );
    await page.goto("/reports");
    await expect(page.getByRole("table", { name: "Deliveries" }).getByRole("row")).toHaveCount(51);
  });

  test("the menu of a small screen opens", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/findings");
    const link = page
      .getByRole("navigation", { name: "Menu" })
      .getByRole("link", { name: "Evidence", exact: true });
    await expect(link).toBeHidden();
    await page.getByText("Menu", { exact: true }).click();
    await link.click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Evidence");
  });
});
