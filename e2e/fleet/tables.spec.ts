import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

const names = (page: Page) =>
  page.locator("tbody tr td:first-child a").evaluateAll((links) => links.map((link) => link.textContent));

test("the table of hosts sorts, pages and comes back, and its state stands in the address", async ({
  page,
  rampart,
}) => {
  await page.goto("/hosts");
  await expect(page.getByText("123 fortresses", { exact: true })).toBeVisible();
  await expect(page.getByText("1–50 of 123 fortresses")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Proven" })).toHaveAttribute("aria-sort", "ascending");

  await page.getByRole("link", { name: "Host", exact: true }).click();
  await expect(page).toHaveURL(`${rampart.url}/hosts?sort=name`);
  await expect(page.getByRole("columnheader", { name: "Host" })).toHaveAttribute("aria-sort", "ascending");
  expect((await names(page)).slice(0, 4)).toEqual(["build-07", "db-02", "node-001", "node-002"]);

  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByText("51–100 of 123 fortresses")).toBeVisible();
  expect((await names(page))[0]).toBe("node-049");
  const second = page.url();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByText("101–123 of 123 fortresses")).toBeVisible();
  await expect(page.getByRole("link", { name: "Next" })).toHaveCount(0);
  expect((await names(page)).at(-1)).toBe("web-01");

  await page.goBack();
  await expect(page).toHaveURL(second);
  await expect(page.getByText("51–100 of 123 fortresses")).toBeVisible();
  await page.reload();
  await expect(page.getByText("51–100 of 123 fortresses")).toBeVisible();
  expect((await names(page))[0]).toBe("node-049");

  await page.getByRole("link", { name: "Host", exact: true }).click();
  await expect(page).toHaveURL(`${rampart.url}/hosts?sort=-name`);
  await expect(page.getByText("1–50 of 123 fortresses"), "another order begins at its start").toBeVisible();
  expect((await names(page))[0]).toBe("web-01");

  await page.getByRole("link", { name: "Findings", exact: true }).last().click();
  await expect(page).toHaveURL(`${rampart.url}/hosts?sort=-findings`);
  await expect(page.locator("tbody tr").first()).toContainText("134");
});

test("hosts are filtered by name, grade and silence, in the order they had", async ({ page }) => {
  await page.goto("/hosts?sort=-name");
  await page.getByLabel("Name or system").fill("node-11");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/\/hosts\?sort=-name&q=node-11&grade=&silent=$/);
  await expect(page.getByText("10 fortresses match")).toBeVisible();
  expect((await names(page)).slice(0, 2)).toEqual(["node-119", "node-118"]);

  await page.getByLabel("Reports").selectOption("silent");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("9 fortresses match")).toBeVisible();
  await expect(page.locator("tbody").getByText("silent", { exact: true })).toHaveCount(9);

  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page.getByText("123 fortresses", { exact: true })).toBeVisible();
  expect((await names(page))[0]).toBe("web-01");
  await page.getByLabel("Grade").selectOption("E or F");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("23 fortresses match")).toBeVisible();
  await page.goto("/hosts?q=%25");
  await expect(page.getByText("No fortress matches"), "a percent sign is one").toBeVisible();
});

test("an address with nonsense in it shows the whole table", async ({ page }) => {
  for (const query of ["sort=drop+table", "grade=Z", "cursor=%01", "limit=100000", "silent=2"]) {
    await page.goto(`/hosts?${query}`);
    await expect(page.getByText("123 fortresses", { exact: true })).toBeVisible();
  }
});

test("findings are filtered and seen by weakness or by host", async ({ page, rampart }) => {
  await page.goto("/findings");
  await page.getByLabel("Title or check").fill("KRNL-6000:kernel.kptr");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("1 weakness", { exact: false }).first()).toBeVisible();
  const row = page.locator("tbody tr");
  await expect(row).toHaveCount(1);
  await expect(row.getByRole("cell").nth(3)).toHaveText("23");
  await page.getByRole("link", { name: "one line a host" }).click();
  await expect(page.getByText("23 findings", { exact: false }).first()).toBeVisible();
  await page.getByRole("link", { name: "Host", exact: true }).click();
  await expect(page).toHaveURL(/sort=host/);
  const hosts = await page.locator("tbody td:nth-child(2)").allTextContents();
  expect(hosts.slice(0, 3)).toEqual(["build-07", "db-02", "node-101"]);

  await page.goto(await rampart.host("web-01"));
  await page.getByRole("link", { name: /open findings$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Findings of web-01");
  await page.getByLabel("State").selectOption("verified");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/state=verified/);
  await expect(page.getByText("103 findings", { exact: false }).first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 }), "the filter stays with its host").toHaveText(
    "Findings of web-01",
  );
});
