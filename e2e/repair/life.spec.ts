import type { Page } from "@playwright/test";
import { sample, sampleOfNow, type Upload, upload } from "../support/samples";
import { expect, test } from "../support/test";

/** What the upgrade of web-01 repaired, and what it did not. */
const REPAIRED = ["lynis:PKGS-7392", "lynis:HRDN-7230"];
const LEFT = "lynis:KRNL-5820";

/** Brings one report on the page, as a person does. */
async function bring(page: Page, file: Upload): Promise<void> {
  await page.goto("/upload");
  await page.getByLabel("Choose files").setInputFiles([file]);
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("main").getByRole("status")).toHaveText("Imported 1 report.");
}

const row = (page: Page, check: string) =>
  page.locator("main tbody tr").filter({ hasText: check }).filter({ hasText: "web-01" });

test.use({ as: "manager" });

test("a manager assigns three findings, an analyst repairs them, and the next report verifies two and reopens one", async ({
  page,
  another,
  rampart,
}) => {
  const analyst = await another(await rampart.signedIn("analyst"));
  await analyst.goto("/account");
  const name = await analyst.getByLabel("Your name").inputValue();

  await test.step("the manager brings a report and assigns", async () => {
    await bring(page, upload("web-01.dat", sample("web-01-before-upgrade.dat")));
    await page.goto("/findings?by=host&limit=200");
    for (const check of [...REPAIRED, LEFT]) await row(page, check).getByRole("checkbox").check();
    const bar = page.getByRole("group", { name: "Change the chosen findings" });
    await bar.getByLabel("Whose they are").selectOption({ label: name });
    await bar.getByLabel("Why").fill("Before the audit of December.");
    await bar.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("button", { name: "Change 3 findings" }).click();
    await expect(page.getByRole("main").getByRole("status")).toHaveText("3 findings changed.");
  });

  await test.step("the analyst hears of it and says that they are fixed", async () => {
    await analyst.goto("/notices");
    await expect(analyst.getByRole("main")).toContainText("assigned 3 findings to you");
    await analyst.goto("/work");
    await expect(analyst.getByRole("main")).toContainText("3 open findings are yours");
    await analyst.goto("/findings?by=host&assignee=me");
    await expect(analyst.locator("main tbody tr")).toHaveCount(3);
    for (const check of [...REPAIRED, LEFT]) await row(analyst, check).getByRole("checkbox").check();
    const bar = analyst.getByRole("group", { name: "Change the chosen findings" });
    await bar.getByLabel("The work is").selectOption("fixed, waiting for proof");
    await bar.getByRole("button", { name: "Preview" }).click();
    await analyst.getByRole("button", { name: "Change 3 findings" }).click();
    await expect(row(analyst, LEFT)).toContainText("waiting for proof");
  });

  await test.step("the next report of the host decides", async () => {
    await bring(page, upload("web-01.dat", sampleOfNow("web-01-after-upgrade.dat")));
    await page.goto("/findings?by=host&state=all&limit=200&q=lynis:");
    for (const check of REPAIRED) await expect(row(page, check)).toContainText("verified");
    await expect(row(page, LEFT)).toContainText("came back");
  });

  await test.step("the history of the one that came back names everybody", async () => {
    await row(page, LEFT).getByRole("link").first().click();
    const history = page.getByRole("region", { name: "History" });
    await expect(history).toContainText("Before the audit of December.");
    await expect(history).toContainText(name);
    await expect(history.getByRole("link", { name: /report/i }).first()).toBeVisible();
  });

  await test.step("the analyst hears that it came back", async () => {
    await analyst.goto("/notices");
    await expect(analyst.getByRole("main")).toContainText("came back");
  });
});
