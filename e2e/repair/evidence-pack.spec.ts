import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Page } from "@playwright/test";
import yauzl from "yauzl";
import { sampleOfNow, upload } from "../support/samples";
import { expect, test } from "../support/test";

test.use({ as: "manager" });

/** @returns the path of the file */
async function download(page: Page, name: string): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  return (await coming).path();
}

/** Unpacks it as an auditor does, and gives the names in it. */
async function unpack(file: string, folder: string): Promise<string[]> {
  const zip = await yauzl.openPromise(file, { strictFileNames: true });
  const names: string[] = [];
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName);
    const place = path.join(folder, entry.fileName);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), fs.createWriteStream(place, { flags: "wx" }));
  }
  return names;
}

test("an evidence pack is downloaded, and verified with the lines that its page shows", async ({
  page,
  rampart,
  problems,
}) => {
  await rampart.bring([
    upload("../../etc/cron.d/x.sh", sampleOfNow("db-02-hardened.dat")),
    upload("web-01.dat", sampleOfNow("web-01-before-upgrade.dat")),
  ]);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-auditor-"));
  await page.goto("/summary");
  await page.getByRole("link", { name: "Evidence pack" }).click();
  const main = page.getByRole("main");

  // Other journeys may have brought reports of the same fortresses.
  const promised = await test.step("the page says what it would hold, and of which days", async () => {
    await expect(main).toContainText(/\d+ originals of \d+ fortresses, \d+ KB as they came/);
    const [, count] = /(\d+) originals of/.exec(await main.innerText()) ?? [];
    await page.getByLabel("First day").fill("2026-02-01");
    await page.getByLabel("Last day").fill("2026-01-01");
    await page.getByRole("button", { name: "Show what it holds" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "comes after the last" })).toBeVisible();
    await page.getByLabel("First day").fill("2015-01-01");
    await page.getByLabel("Last day").fill("2015-12-31");
    await page.getByRole("button", { name: "Show what it holds" }).click();
    await expect(main).toContainText("no report was observed");
    await page.goto("/summary/evidence");
    await expect(main).toContainText(`${count} originals`);
    return Number(count);
  });
  expect(promised).toBeGreaterThanOrEqual(2);

  const names = await test.step("it is unpacked beside the key of this Rampart", async () => {
    const unpacked = await unpack(await download(page, "Download the pack"), folder);
    fs.copyFileSync(await download(page, "public key"), path.join(folder, "evidence-key.pem"));
    return unpacked;
  });
  expect(names).toEqual(
    expect.arrayContaining(["summary.pdf", "decisions.json", "attestations.json", "audit.json", "VERIFY.md"]),
  );
  const originals = names.filter((name) => name.startsWith("originals/"));
  expect(originals).toHaveLength(promised);
  for (const name of originals) expect(name).toMatch(/^originals\/[\w.-]+-\w{6}\/[\w.-]+\.\w+$/);
  for (const host of ["db-02", "web-01"]) {
    expect(originals.filter((name) => name.startsWith(`originals/${host}-`))).not.toEqual([]);
  }

  const lines = await main.locator("pre").allInnerTexts();
  const verify = lines.filter((line) => /^(openssl|node)/.test(line));
  expect(verify).toHaveLength(2);
  const results = () =>
    verify.map((line) => spawnSync("sh", ["-c", line], { cwd: folder, encoding: "utf8" }));

  await test.step("both lines say that it is as it was signed", () => {
    const [shell, node] = results();
    expect(shell).toMatchObject({ status: 0, stdout: "Signature Verified Successfully\n" });
    expect(node).toMatchObject({ status: 0, stdout: "All files are as they were signed\n" });
  });

  await test.step("and say so no more once one letter is another", () => {
    const changed = originals[0] ?? "";
    const bytes = fs.readFileSync(path.join(folder, changed));
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    fs.writeFileSync(path.join(folder, changed), bytes);
    for (const { status, stdout, stderr } of results()) {
      expect(status).not.toBe(0);
      expect(stdout + stderr).toContain(changed);
    }
  });

  await test.step("a viewer gets neither the page nor the file", async () => {
    problems.allow(/status of 40[34]/);
    const viewer = await page
      .context()
      .browser()
      ?.newContext({
        baseURL: rampart.url,
        storageState: await rampart.signedIn("viewer"),
      });
    expect((await viewer?.request.get("/summary/evidence"))?.status()).toBe(404);
    expect((await viewer?.request.get("/api/v1/exports/evidence.zip"))?.status()).toBe(403);
    await viewer?.close();
  });
  fs.rmSync(folder, { recursive: true });
});

test("who schedules mail where none goes out is told so first, and what to set", async ({ page }) => {
  await page.goto("/schedules/new");
  const note = page.getByRole("note");
  await expect(note).toContainText("This Rampart sends no mail");
  await expect(note).toContainText("RAMPART_SMTP_URL");
  await expect(note).toContainText("RAMPART_MAIL_FROM");
  // Before the form.
  const [above, below] = [
    await note.boundingBox(),
    await page.getByLabel("Fortresses", { exact: true }).boundingBox(),
  ];
  expect(above?.y).toBeLessThan(below?.y ?? 0);
  await page.getByLabel("Recipients").fill("board@example.org");
  await page.getByRole("button", { name: "Make the schedule" }).click();
  await page.getByRole("button", { name: "Send a test to me" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "no mail server" })).toBeVisible();
  await page.getByRole("button", { name: "Remove the schedule" }).click();
  await page.getByRole("button", { name: /^Remove The fleet/ }).click();
  await expect(page.getByText("Nothing is sent by itself yet")).toBeVisible();
});
