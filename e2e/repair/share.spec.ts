import fs from "node:fs";
import http from "node:http";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { pdftotext, selectedIn } from "../../scripts/test/paper";
import { invite, join, somebody } from "../support/people";
import { sampleOfNow, upload } from "../support/samples";
import { expect, test } from "../support/test";

const PASSWORD = "a moat and a bridge";
const PHONE = { width: 390, height: 844 };
const MOST_BYTES = 60 * 1024;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

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

/** What can be selected in a file, page by page; null where there is no program for it. */
const pagesOf = (pdf: Buffer): string[] | null =>
  pdftotext ? selectedIn(pdf).split("\f").slice(0, -1) : null;

/** What paper takes, whatever its size. */
async function printed(
  page: Page,
  format: "A4" | "Letter",
): Promise<{ pages: number; texts: string[] | null }> {
  const pdf = await page.pdf({ format, printBackground: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  return { pages: (pdf.toString("latin1").match(/\/Type \/Page\b/g) ?? []).length, texts: pagesOf(pdf) };
}

/** What a reader sees now, in both themes, on a phone and on a desk; with script, which looks at it. */
async function isAccessible(reader: Page, browser: Browser): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [PHONE.width, 1440]) {
      const storageState = await reader.context().storageState();
      const context = await browser.newContext({ storageState, colorScheme, viewport: { ...PHONE, width } });
      const page = await context.newPage();
      await page.goto(reader.url());
      const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
      const told = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
      );
      expect.soft(told, `${colorScheme}, ${width} px`).toEqual([]);
      await context.close();
    }
  }
}

/** The link that was made, which is shown once. */
async function madeLink(page: Page): Promise<string> {
  const shown = page.getByRole("status").filter({ hasText: "The link to" });
  return (await shown.locator("pre").innerText()).trim();
}

test.use({ as: "manager" });

test("a summary is shared with a password and without names, and read by somebody without an account", async ({
  page,
  another,
  browser,
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
    await page.getByLabel("As a file").selectOption("PDF on A4");
    await page.getByLabel("Hide names and addresses of hosts").check();
    await page.getByRole("button", { name: "Show what the reader will see" }).click();
    await expect(page.getByRole("definition").filter({ hasText: "hidden" })).toBeVisible();
    const seen = page.getByRole("region", { name: "What the reader will see" });
    await expect(seen).toContainText("Servers of the south");
    await expect(seen).toContainText(/We repair Host [A-Z]\w+ first/);
    await expect(seen).not.toContainText(/web-01|db-02/);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the link" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Its password" })).toContainText(PASSWORD);
  });
  const url = await madeLink(page);
  expect(url).toMatch(/\/s\/rms_[A-Za-z0-9_-]{43}$/);

  const reader = await another(undefined, { viewport: PHONE, javaScriptEnabled: false });
  await test.step("the door opens for the password alone", async () => {
    await reader.goto(url);
    await expect(reader.locator("body")).not.toContainText("Servers of the south");
    await reader.getByLabel("Password").fill("open sesame");
    await reader.getByRole("button", { name: "Show the summary" }).click();
    await expect(reader.getByRole("alert")).toHaveText("This is not the password.");
    await isAccessible(reader, browser);
    await reader.getByLabel("Password").fill(PASSWORD);
    await reader.getByRole("button", { name: "Show the summary" }).click();
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText("Servers of the south");
  });

  await test.step("it is read on a phone, without names and without a way further", async () => {
    await expect(reader.locator("body")).toContainText("of 100 points are proven");
    await expect(reader.locator("body")).not.toContainText(/web-01|db-02/);
    const place = new URL(url).pathname;
    const links = await reader
      .locator("a[href]")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(links).toEqual([`${place}/summary.pdf`]);
    const wide = await reader.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(wide, "nothing is cut off on a phone").toBe(0);
    const [cookie] = await reader.context().cookies(url);
    expect(cookie).toMatchObject({ name: "rampart-share", httpOnly: true, path: place });
    const bytes = await wireBytes(url, `${cookie?.name}=${cookie?.value}`);
    console.log(`The share page takes ${bytes} bytes over the wire.`);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  await test.step("it is accessible in both themes", () => isAccessible(reader, browser));

  await test.step("it prints on A4 and Letter", async () => {
    for (const format of ["A4", "Letter"] as const) {
      const { pages, texts } = await printed(reader, format);
      expect(pages, format).toBeGreaterThan(1);
      expect(pages, format).toBeLessThan(8);
      // The story is on the first page, and the watermark on every one.
      if (texts) expect(texts[0], format).toMatch(/Risk summary[\s\S]*The four towers/);
      for (const text of texts ?? []) expect(text, format).toContain("For the board");
    }
  });

  await test.step("it is taken along as a file, without names as well", async () => {
    const coming = reader.waitForEvent("download");
    await reader.getByRole("link", { name: "PDF, A4" }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/^summary-\d{4}-\d\d-\d\d\.pdf$/);
    const bytes = fs.readFileSync(await file.path());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    for (const text of pagesOf(bytes) ?? []) expect(text).not.toMatch(/web-01|db-02/);
  });

  await test.step("the manager sees who came, and revokes it", async () => {
    await page.getByRole("link", { name: "To the link, to see who reads it" }).click();
    const came = page.getByRole("table", { name: "Who came" });
    await expect(came).toContainText("read it");
    await expect(came).toContainText("took the PDF");
    await expect(came).toContainText("gave a wrong password");
    await expect(came).toContainText("127.0.0.0/24");
    await page.getByRole("button", { name: "Revoke the link" }).click();
    await page.getByRole("button", { name: "Revoke Servers of the south" }).click();
    await expect(page.getByRole("main")).toContainText("Revoked");
    expect((await reader.goto(url))?.status()).toBe(404);
    await expect(reader.getByRole("heading")).toHaveText("There is nothing here");
  });
  const revoked = await reader.content();

  await test.step("an expired link and one that never was say the same", async () => {
    await page.goto("/shares/new");
    await page.getByRole("button", { name: "Show what the reader will see" }).click();
    await page.getByRole("button", { name: "Make the link" }).click();
    const other = await madeLink(page);
    expect((await reader.goto(other))?.status()).toBe(200);
    const prefix = new URL(other).pathname.slice("/s/".length, "/s/".length + 8);
    await rampart.later("update share set expires_at = now() - interval '1 minute' where prefix = $1", [
      prefix,
    ]);
    const nothing = [`${rampart.url}/s/rms_${"x".repeat(43)}`, `${url}/findings`, `${url}/summary.pdf`];
    for (const place of [other, ...nothing]) {
      expect((await reader.goto(place))?.status(), place).toBe(404);
      expect(await reader.content(), place).toBe(revoked);
    }
  });
});

test("what somebody shares live ends with their account, and the one who ends it is told before", async ({
  another,
  browser,
  rampart,
  problems,
}) => {
  await rampart.bring([upload("web-01.dat", sampleOfNow("web-01-before-upgrade.dat"))]);
  problems.allow(/status of 404/);
  const chief = await another(await rampart.signedIn("administrator"));
  const person = { ...somebody("manager"), name: "Mia Moat" };
  const maker = await another(await join(browser, await invite(chief, person.email, "manager"), person));

  const links: Record<string, string> = {};
  for (const state of ["frozen", "live"]) {
    await maker.goto("/shares/new");
    await maker.getByLabel("It shows", { exact: true }).selectOption(state);
    await maker.getByRole("button", { name: "Show what the reader will see" }).click();
    await maker.getByRole("button", { name: "Make the link" }).click();
    links[state] = await madeLink(maker);
  }
  const reader = await another(undefined, { javaScriptEnabled: false });
  const statusOf = async (state: string) => (await reader.goto(links[state] ?? ""))?.status();
  expect([await statusOf("frozen"), await statusOf("live")]).toEqual([200, 200]);
  // Whoever reads a link is nobody in Rampart.
  await reader.goto(rampart.url);
  expect(new URL(reader.url()).pathname).toBe("/sign-in");

  await chief.goto("/people");
  await chief.getByRole("link", { name: "Mia Moat" }).click();
  await chief.getByRole("button", { name: "Disable Mia Moat" }).click();
  const asked = chief.getByRole("alertdialog");
  await expect(asked).toContainText("1 live share link is revoked at once");
  await expect(asked).toContainText("1 frozen share link stays open until its end");
  await asked.getByRole("button", { name: "Disable Mia Moat" }).click();
  await expect(chief.getByRole("main")).toContainText("disabled");
  expect([await statusOf("frozen"), await statusOf("live")]).toEqual([200, 404]);
});
