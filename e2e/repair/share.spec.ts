import http from "node:http";
import type { Page } from "@playwright/test";
import { sampleOfNow, upload } from "../support/samples";
import { expect, test } from "../support/test";

const PASSWORD = "a moat and a bridge";
const PHONE = { width: 390, height: 844 };
const MOST_BYTES = 60 * 1024;

/** As a browser asks for it, and how many bytes come over the wire. */
const wireBytes = (url: string, cookie: string): Promise<number> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { headers: { cookie, "accept-encoding": "gzip" } }, (answer) => {
        let bytes = 0;
        answer.on("data", (piece: Buffer) => {
          bytes += piece.length;
        });
        answer.on("end", () => resolve(bytes));
      })
      .on("error", reject);
  });

/** The sum of pages and bytes that paper takes, whatever its size. */
async function printed(page: Page, format: "A4" | "Letter"): Promise<{ pages: number }> {
  const pdf = await page.pdf({ format, printBackground: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  return { pages: (pdf.toString("latin1").match(/\/Type \/Page\b/g) ?? []).length };
}

test.use({ as: "manager" });

test("a summary is shared with a password and without names, and read by somebody without an account", async ({
  page,
  another,
  rampart,
  problems,
}) => {
  await rampart.bring([
    upload("db-02.dat", sampleOfNow("db-02-hardened.dat")),
    upload("web-01.dat", sampleOfNow("web-01-before-upgrade.dat")),
  ]);
  // Answers of 400 and more, which the browser writes down as errors.
  problems.allow(/status of 40[34]/);

  await test.step("a manager looks at what the reader will see, and makes the link", async () => {
    await page.goto("/summary");
    await expect(page.getByRole("main")).toContainText("of 100 points are proven");
    await page.getByRole("link", { name: "Share this" }).click();
    await page.getByLabel("Title").fill("Servers of the south");
    await page.getByLabel("Your words in front of it").fill("We repair **web-01** first.");
    await page.getByLabel("Watermark").fill("For the board");
    await page.getByLabel("Hide names and addresses of hosts").check();
    await page.getByRole("button", { name: "Show what the reader will see" }).click();
    const seen = page.getByRole("region", { name: "What the reader will see" });
    await expect(seen).toContainText("Servers of the south");
    await expect(seen).toContainText(/We repair Host [A-Z]\w+ first/);
    await expect(seen).not.toContainText(/web-01|db-02/);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the link" }).click();
  });
  const url = (await page.getByRole("status").locator("pre").innerText()).trim();
  expect(url).toMatch(/\/s\/rms_[A-Za-z0-9_-]{43}$/);

  const reader = await another(undefined, { viewport: PHONE, javaScriptEnabled: false });
  await test.step("the door opens for the password alone", async () => {
    await reader.goto(url);
    await expect(reader.locator("body")).not.toContainText("Servers of the south");
    await reader.getByLabel("Password").fill("open sesame");
    await reader.getByRole("button", { name: "Show the summary" }).click();
    await expect(reader.getByRole("alert")).toHaveText("This is not the password.");
    await reader.getByLabel("Password").fill(PASSWORD);
    await reader.getByRole("button", { name: "Show the summary" }).click();
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Servers of the south");
  });

  await test.step("it is read on a phone, without names and without a way further", async () => {
    await expect(reader.locator("body")).toContainText("of 100 points are proven");
    await expect(reader.locator("body")).not.toContainText(/web-01|db-02/);
    await expect(reader.locator("a[href]")).toHaveCount(0);
    const wide = await reader.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(wide, "nothing is cut off on a phone").toBe(0);
    const [cookie] = await reader.context().cookies(url);
    expect(cookie).toMatchObject({ name: "rampart-share", httpOnly: true, path: new URL(url).pathname });
    const bytes = await wireBytes(url, `${cookie?.name}=${cookie?.value}`);
    console.log(`The share page takes ${bytes} bytes over the wire.`);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  await test.step("it prints on A4 and Letter", async () => {
    for (const format of ["A4", "Letter"] as const) {
      const { pages } = await printed(reader, format);
      expect(pages, format).toBeGreaterThan(1);
      expect(pages, format).toBeLessThan(8);
    }
  });

  await test.step("the manager sees who came, and revokes it", async () => {
    await page.getByRole("link", { name: "To the link, to see who reads it" }).click();
    const came = page.getByRole("table", { name: "Who came" });
    await expect(came).toContainText("read it");
    await expect(came).toContainText("gave a wrong password");
    await expect(came).toContainText("127.0.0.0/24");
    await page.getByRole("button", { name: "Revoke the link" }).click();
    await page.getByRole("button", { name: "Revoke Servers of the south" }).click();
    await expect(page.getByRole("main")).toContainText("revoked by");
    expect((await reader.goto(url))?.status()).toBe(404);
    await expect(reader.getByRole("heading")).toHaveText("There is nothing here");
  });
  const revoked = await reader.content();

  await test.step("an expired link and one that never was say the same", async () => {
    await page.goto("/shares/new");
    await page.getByRole("button", { name: "Make the link" }).click();
    const other = (await page.getByRole("status").locator("pre").innerText()).trim();
    expect((await reader.goto(other))?.status()).toBe(200);
    const prefix = new URL(other).pathname.slice("/s/".length, "/s/".length + 8);
    await rampart.later("update share set expires_at = now() - interval '1 minute' where prefix = $1", [
      prefix,
    ]);
    for (const place of [other, `${rampart.url}/s/rms_${"x".repeat(43)}`, `${url}/findings`]) {
      expect((await reader.goto(place))?.status(), place).toBe(404);
      expect(await reader.content(), place).toBe(revoked);
    }
  });
});
