/** Who has spoken of a host: what is due, what fades, what is waited for, and every report behind it. */
import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { upload } from "../support/samples";
import { expect, test } from "../support/test";

const section = (page: Page) => page.getByRole("main").getByRole("region", { name: "Evidence", exact: true });
const group = (page: Page, name: "Expected" | "Not expected") =>
  section(page)
    .getByRole("rowgroup")
    .filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${name}:`) }) });

test("a host tells when each source spoke, what is due and how much of it still counts", async ({
  page,
  rampart,
}) => {
  await page.goto(await rampart.host("web-01"));
  await expect(section(page).getByRole("columnheader")).toHaveText([
    "Source",
    "Last report",
    "Due",
    "Still counts",
    "Reports",
    "Last 90 days",
    "Tool",
  ]);
  const lynis = group(page, "Expected").getByRole("row").filter({ hasText: "Lynis" });
  await expect(lynis).toHaveCount(1);
  const cells = lynis.getByRole("cell");
  await expect(cells.nth(0)).toHaveText("Lynisconfiguration of the whole host");
  // The samples ended 2 to 26 hours ago.
  await expect(cells.nth(1).locator("time")).toHaveAttribute("title", /^\d{1,2} \w+ \d{4}, \d\d:\d\d UTC$/);
  await expect(cells.nth(2)).toHaveText(/^due in [56]\sdevery 7 days$/);
  await expect(cells.nth(3)).toHaveText("100 %");
  await expect(cells.nth(4)).toHaveText("2");
  await expect(
    cells.nth(5).getByRole("img", { name: /^2 reports in the last 90 days, on \d{1,2} \w+ \d{4}\.$/ }),
  ).toBeVisible();
  await expect(cells.nth(6)).toHaveText("Lynis 3.0.2");
  await expect(section(page).getByText("expected, never came")).toHaveCount(0);
  await expect(group(page, "Not expected")).toHaveCount(0);

  await cells.nth(0).getByRole("link", { name: "Lynis", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lynis 3.0.2 of web-01");
});

test("a silent host is late, and its passes fade", async ({ page, rampart }) => {
  await page.goto(await rampart.host("node-120"));
  const cells = group(page, "Expected").getByRole("row").filter({ hasText: "Lynis" }).getByRole("cell");
  // Its report is 20 days older than the others: 13 to 14 days past its period and some hours, of the 38 until nothing counts.
  await expect(cells.nth(2)).toHaveText(/^late by 1[34]\sdevery 7 days$/);
  await expect(cells.nth(3)).toHaveText(/^6[2-5] %$/);
  await expect(cells.nth(5).getByRole("img", { name: /^1 report in the last 90 days, on / })).toBeVisible();
});

test("every report of a host is listed, filtered by its source in the address", async ({ page, rampart }) => {
  const host = await rampart.host("web-01");
  await page.goto(host);
  await section(page).getByRole("link", { name: "all reports", exact: true }).click();
  await expect(page).toHaveURL(`${rampart.url}${host}/evidence`);
  await expect(page).toHaveTitle("Evidence of web-01 · Rampart");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Evidence of web-01");
  const main = page.getByRole("main");
  await expect(main.getByText("2 reports of 1 source", { exact: true })).toBeVisible();

  const rows = main.getByRole("table", { name: "Reports of web-01" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(2);
  // What the report changed, the latest first: opened, closed, came back.
  for (const [place, changes] of [
    ["4", "103", "0"],
    ["163", "0", "0"],
  ].entries()) {
    const cells = rows.nth(place).getByRole("cell");
    await expect(cells.nth(0)).toHaveText("LynisLynis 3.0.2");
    await expect(cells.nth(1)).toContainText("no zone told: read as UTC");
    await expect(cells.nth(3)).toHaveText("full runcomplete");
    for (const [index, count] of changes.entries()) await expect(cells.nth(4 + index)).toHaveText(count);
    await expect(cells.nth(7)).toContainText("API");
  }

  await main.getByLabel("Source").selectOption("Lynis: 2 reports");
  await main.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(`${rampart.url}${host}/evidence?source=lynis`);
  await expect(main.getByText("2 reports", { exact: true })).toBeVisible();
  await expect(main.getByLabel("Source")).toHaveValue("lynis");
  await page.goto(`${host}/evidence?source=rkhunter`);
  await expect(main.getByText("No report of this source")).toBeVisible();
  await main.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL(`${rampart.url}${host}/evidence`);
  await expect(rows).toHaveCount(2);

  await page.goto(`${host}/evidence?limit=1`);
  await expect(rows).toHaveCount(1);
  await expect(main.getByText("1–1 of 2 reports")).toBeVisible();
  await page.goto(`${host}/evidence?limit=0&cursor=%01`);
  await expect(rows, "nonsense in the address shows all").toHaveCount(2);

  await rows.nth(0).getByRole("link", { name: "Lynis", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lynis 3.0.2 of web-01");
});

test("what is expected and never came is named, beside what nobody waits for", async ({
  page,
  another,
  rampart,
}) => {
  const list = path.join("lib", "importers", "apt-list", "samples", "db-02-list-upgradable.txt");
  await page.goto("/upload");
  await page
    .getByLabel("Choose files")
    .setInputFiles(upload("attic-09--updates.txt", fs.readFileSync(list, "utf8")));
  await page.getByRole("button", { name: "Import this report" }).click();
  const status = page.getByRole("main").getByRole("status");
  await expect(status).toHaveText("Imported 1 report.");
  try {
    const reader = await another(await rampart.signedIn("viewer"));
    const host = await rampart.host("attic-09");
    await reader.goto(host);
    const missing = group(reader, "Expected").getByRole("row").filter({ hasText: "never came" });
    await expect(missing.getByRole("cell")).toHaveText([
      "A configuration audit (Lynis or an XCCDF result)configuration of the whole host",
      "–",
      "expected, never came",
      "–",
      "0",
      "–",
      "–",
    ]);
    const apt = group(reader, "Not expected").getByRole("row").filter({ hasText: "apt list --upgradable" });
    await expect(apt.getByRole("cell").nth(2)).toHaveText(/^due in 23\shevery day$/);
    await expect(apt.getByRole("cell").nth(3)).toHaveText("no passes");
    await expect(apt.getByRole("cell").nth(6)).toHaveText("apt (no version told)");
    await reader.goto(`${host}/evidence`);
    await expect(reader.getByRole("main").getByText("1 report of 1 source", { exact: true })).toBeVisible();
    await expect(reader.getByRole("row").filter({ hasText: "apt list --upgradable" })).toContainText(
      "browser",
    );
  } finally {
    // Others count the fortresses.
    await page.getByRole("button", { name: "Undo import" }).click();
    await page.getByRole("button", { name: "Undo this import of attic-09" }).click();
    await expect(
      page.getByText("Undone. The fortress had no other report and is gone with it."),
    ).toBeVisible();
  }
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("the reports of a host are filtered all the same", async ({ page, rampart }) => {
    const host = await rampart.host("web-01");
    await page.goto(`${host}/evidence`);
    await page.getByRole("main").getByLabel("Source").selectOption("lynis");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page).toHaveURL(`${rampart.url}${host}/evidence?source=lynis`);
    await expect(page.getByRole("table", { name: "Reports of web-01" }).getByRole("row")).toHaveCount(3);
  });
});
