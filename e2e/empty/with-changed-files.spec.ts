import fs from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

/** Reports of one host after a real update, in the folder of the host. */
const REPORTS = [
  ["aide", "db-04-updated.txt"],
  ["dpkg-log", "db-04.log"],
  ["package-files", "db-04.txt"],
] as const;

const files = REPORTS.map(([format, name]) => ({
  name: `db-04--${name}`,
  mimeType: "application/octet-stream",
  buffer: fs.readFileSync(path.join("lib", "importers", format, "samples", name)),
}));

const exposures = (page: Page) => page.getByRole("table", { name: "Exposures" }).getByRole("row");

test("what an update explains is told apart, and the rest is approved by a person", async ({
  page,
  rampart,
}) => {
  const imports = await rampart.bring(files);
  expect(imports.map(({ status, host }) => `${status} ${host?.name}`)).toEqual(
    REPORTS.map(() => "imported db-04"),
  );
  await page.goto(`${await rampart.host("db-04")}/integrity`);
  const main = page.getByRole("main");
  await expect(main).toContainText("10.0 penalty points");
  // The head and one row: one file was changed by hand, and its package was not updated.
  await expect(exposures(page)).toHaveCount(2);
  await expect(exposures(page).nth(1)).toContainText("Changed: /usr/bin/time");
  await main.getByText("22 changes that updates of their packages explain").click();
  const settled = page.getByRole("table", { name: "Changes that count nothing" });
  await expect(settled.getByRole("row", { name: "Changed: /usr/bin/jq" })).toContainText(
    "Upgrade of jq 1.6-",
  );
  await expect(settled.getByRole("row", { name: "Added: /usr/bin/hello" })).toContainText(
    "Installation of hello 2.10-3",
  );

  await main.getByRole("button", { name: "Approve the chosen changes" }).click();
  await expect(page.getByLabel("Why these changes")).toBeFocused();
  await page.getByLabel("Why these changes").fill("patched by us, ticket 4711");
  await main.getByRole("button", { name: "Approve the chosen changes" }).click();
  await expect(main.getByRole("alert")).toHaveText("Choose the changes that are as they should be.");
  await page.getByLabel("Why these changes").fill("patched by us, ticket 4711");
  await main.getByRole("button", { name: "Choose all or none" }).click();
  await main.getByRole("button", { name: "Approve the chosen changes" }).click();
  await expect(exposures(page)).toHaveCount(0);
  await expect(main).not.toContainText("penalty points");
  const approved = main.getByRole("row", { name: "Changed: /usr/bin/time" });
  await expect(approved).toContainText("patched by us, ticket 4711");

  await page.goto(await rampart.host("db-04"));
  await expect(main.getByRole("listitem").filter({ hasText: "patched by us, ticket 4711" })).toContainText(
    /approvedChanged: \/usr\/bin\/timeby .+@/,
  );
  await page.goto("/findings?state=approved&by=host");
  await expect(main).toContainText("/usr/bin/time");
  await page.goto(`${await rampart.host("db-04")}/integrity`);
  await main.getByRole("button", { name: "Withdraw the approval: Changed: /usr/bin/time" }).click();
  await expect(exposures(page)).toHaveCount(2);
  await expect(main).toContainText("10.0 penalty points");
});
