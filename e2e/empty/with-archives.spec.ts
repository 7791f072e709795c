import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { tarOf } from "../../lib/importers/read/archive.sample";
import type { Upload } from "../support/samples";
import { expect, test } from "../support/test";

const real = (format: string, name: string): Buffer =>
  fs.readFileSync(path.join("lib", "importers", format, "samples", name));

const given = (name: string, buffer: Buffer): Upload => ({
  name,
  mimeType: "application/octet-stream",
  buffer,
});

const rows = (page: Page, name: string): Promise<string[]> =>
  page.getByRole("row").filter({ hasText: name }).getByRole("cell").allTextContents();

const status = (page: Page) => page.getByRole("main").getByRole("status");

test("files that name no host are asked for once, and imported as answered", async ({ page }) => {
  await page.goto("/upload");
  await page
    .getByLabel("Choose files")
    .setInputFiles([
      given("updates.txt", real("apt-list", "db-02-list-upgradable.txt")),
      given("hidden.txt", real("unhide", "db-02.txt")),
    ]);
  await expect(page.getByText("2 files do not say which host they are of. Which fortress?")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
  await page.getByRole("textbox").fill("app-09");
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(status(page)).toHaveText("This is what the import would do. Nothing is stored yet.");
  expect((await rows(page, "updates.txt")).slice(1, 4)).toEqual(["app-09as you said", "apt", "8"]);
  await page.getByRole("button", { name: "Import these 2 reports" }).click();
  await expect(status(page)).toHaveText("Imported 2 reports.");
  await page.getByRole("link", { name: "app-09" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("app-09");
  await expect(page.getByRole("main")).toContainText("apt list --upgradable");
});

test("an archive gives a line for each member, large ones too", async ({ page }) => {
  const archive = await tarOf({
    "cache-03/aide.txt": real("aide", "db-02-changed.txt"),
    "cache-03/notes.txt": "nothing to see",
    "cache-03/scap.xml.gz": real("xccdf", "db-02-standard-results.xml.gz"),
  });
  await page.goto("/upload");
  await page.getByLabel("Choose files").setInputFiles([given("night.tar.gz", gzipSync(archive))]);
  await expect(page.getByText("1 file is of the host that its folder names.")).toBeVisible();
  const aide = await rows(page, "cache-03/aide.txt");
  expect(aide.slice(0, 2)).toEqual(["cache-03/aide.txtin night.tar.gz", "cache-03by its folder"]);
  expect((await rows(page, "cache-03/notes.txt"))[2]).toMatch(/^This is no report that Rampart reads/);
  // Another journey may have brought the same host by its short name.
  expect((await rows(page, "scap.xml"))[1]).toMatch(/^db-02(?:\.example\.org)?$/);
  await page.getByRole("button", { name: "Import these 2 reports" }).click();
  await expect(status(page)).toHaveText("Imported 2 reports. 1 file brings nothing new.");
  await page.getByRole("link", { name: "OpenSCAP 1.3.7" }).click();
  const main = page.getByRole("main");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^OpenSCAP 1\.3\.7 of db-02/);
  await expect(main).toContainText("19");
});

test("a folder of the collector keeps its manifest beside its files", async ({ page }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-e2e-"));
  fs.mkdirSync(path.join(folder, "mail-02"));
  const manifest =
    "rampart-collector\t1\nhost\tmail-02\nfile\tdpkg.txt\t0\t2026-11-22T11:00:00Z\tdpkg --verify\n";
  fs.writeFileSync(path.join(folder, "mail-02", "rampart-manifest.tsv"), manifest);
  fs.writeFileSync(path.join(folder, "mail-02", "dpkg.txt"), "");
  await page.goto("/upload");
  await page.getByLabel("Choose a folder").setInputFiles(path.join(folder, "mail-02"));
  await expect(status(page)).toHaveText("This is what the import would do. Nothing is stored yet.");
  expect((await rows(page, "dpkg.txt"))[1]).toBe("mail-02");
  await page.getByRole("button", { name: "Import this report" }).click();
  await expect(status(page)).toHaveText("Imported 1 report.");
  await page.getByRole("link", { name: "mail-02" }).click();
  await expect(page.getByRole("main")).toContainText("dpkg --verify");
  fs.rmSync(folder, { recursive: true });
});
