import type { Page } from "@playwright/test";
import { sampleOfNow, upload } from "../support/samples";
import { expect, test } from "../support/test";

test.use({ as: "manager", mail: true, timezoneId: "Europe/Berlin" });

/** The time of the next one is set back while the server rests; what is due is sent when it starts again. */
const DUE = "update schedule set next_at = now() - interval '1 minute' where title = $1";

const subjects = (mails: { received: { raw: string }[] } | null): (string | undefined)[] =>
  (mails?.received ?? []).map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1]);

/** What is said of the next one. */
const next = (page: Page) => page.getByText(/^(Next on|Paused:)/);

test("a summary is sent by itself: made, tested, changed, sent, failed, paused and removed", async ({
  page,
  rampart,
  mails,
  problems,
}) => {
  await rampart.bring([upload("db-02.dat", sampleOfNow("db-02-hardened.dat"))]);
  const host = await rampart.host("db-02");

  await test.step("it is made from the summary of one host", async () => {
    await page.goto(`/summary?scope=host&host=${host.slice("/hosts/".length)}`);
    await page.getByRole("link", { name: "Send this regularly" }).click();
    await expect(page.getByText("sends no mail")).toHaveCount(0);
    await expect(page.getByLabel("Fortresses", { exact: true }).locator("option:checked")).toHaveText(
      "db-02",
    );
    await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
    await page.getByLabel("At", { exact: true }).selectOption("18:00");
    await expect(
      page.getByText(/^The next one goes on Monday, .*18:00 CES?T \(Europe\/Berlin\)\.$/),
    ).toBeVisible();
    await page.getByLabel("Title").fill("For the owner");
    await page.getByLabel("Recipients").fill("owner@example.org, nobody");
    await page.getByLabel("Plans").check();
    await page.getByRole("button", { name: "Make the schedule" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "addresses" })).toBeVisible();
    // What was typed and chosen is still there.
    await expect(page.getByLabel("Title")).toHaveValue("For the owner");
    await expect(page.getByLabel("At", { exact: true }).locator("option:checked")).toHaveText("18:00");
    await expect(page.getByLabel("Plans")).toBeChecked();
    await page.getByLabel("Recipients").fill("owner@example.org");
    await page.getByRole("button", { name: "Make the schedule" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("For the owner");
    await expect(next(page)).toHaveText(
      /^Next on Monday, .*18:00 CES?T \(Europe\/Berlin\): the summary of db-02 as a PDF, to owner@example\.org\.$/,
    );
  });

  await test.step("a test goes to whoever asks, and what came of it is said", async () => {
    await page.getByRole("button", { name: "Send a test to me" }).click();
    await expect(page.getByRole("status").filter({ hasText: "A test is sent to manager" })).toBeVisible();
    expect(subjects(mails)).toEqual(["Security summary: For the owner"]);
    expect(mails?.received[0]?.to[0]).toMatch(/^manager-/);
    expect(mails?.received[0]?.raw).toContain("Content-Type: application/pdf");
  });

  await test.step("every field can be changed", async () => {
    const form = page.getByRole("region", { name: "Change it" });
    await expect(form.getByLabel("Plans")).toBeChecked();
    await expect(form.getByLabel("Recipients")).toHaveValue("owner@example.org");
    await form.getByLabel("Fortresses", { exact: true }).selectOption("all of them");
    await form.getByLabel("Title").fill("For the board");
    await form.getByLabel("When").selectOption("every month on its last day");
    await form.getByLabel("At", { exact: true }).selectOption("07:00");
    await form.getByLabel("Time zone").fill("UTC");
    await form.getByLabel("Recipients").fill("board@example.org\nowner@example.org");
    await form.getByLabel("They get").selectOption("a share link of that day, frozen");
    await form.getByLabel("Your words in front of it").fill("We repair **db-02** first.");
    await form.getByLabel("Plans").uncheck();
    await form.getByLabel("How it is scored").check();
    await form.getByLabel("Hide names and addresses of hosts").check();
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("status").filter({ hasText: "For the board is saved" })).toBeVisible();
    await page.reload();
    await expect(next(page)).toHaveText(
      /07:00 UTC, which is .*0[89]:00 CES?T for you: the summary of all fortresses as a share link, host names hidden, to board@example\.org and owner@example\.org\.$/,
    );
    await expect(page.getByText("Sent on the last day of every month at 07:00, UTC")).toBeVisible();
    await expect(form.getByLabel("Plans")).not.toBeChecked();
    await expect(form.getByLabel("How it is scored")).toBeChecked();
    await expect(form.getByLabel("Hide names and addresses of hosts")).toBeChecked();
    await expect(form.getByLabel("Your words in front of it")).toHaveValue("We repair **db-02** first.");
  });

  await test.step("what is due is sent once, and its outcome is listed", async () => {
    await rampart.later(DUE, ["For the board"]);
    await expect.poll(() => mails?.received.length, { timeout: 30_000 }).toBe(3);
    await expect
      .poll(async () => (await page.goto("/schedules")) && (await page.getByText(/^Last: sent/).count()))
      .toBe(1);
    expect(mails?.received.slice(1).map(({ to }) => to[0])).toEqual([
      "board@example.org",
      "owner@example.org",
    ]);
    const raw = mails?.received[1]?.raw.replace(/=\r\n/g, "") ?? "";
    expect(raw).toMatch(/\/s\/rms_[\w-]{43}/);
    expect(raw).not.toContain("db-02");
  });

  await test.step("what fails says why, and goes again at its next time", async () => {
    if (mails) mails.answer = { code: 550 };
    await rampart.later(DUE, ["For the board"]);
    await expect
      .poll(async () => (await page.goto("/schedules")) && (await page.getByText(/^Last:/).innerText()))
      .toMatch(/^Last: failed/);
    await expect(page.getByRole("main")).toContainText(
      "The mail server did not take it for board@example.org and owner@example.org.",
    );
    if (mails) mails.answer = null;
    await rampart.later(DUE, ["For the board"]);
    await expect.poll(() => mails?.received.length, { timeout: 30_000 }).toBe(5);
    await page.goto("/schedules");
    await page.getByRole("link", { name: "For the board", exact: true }).click();
    const runs = page.getByRole("table", { name: "Last runs" }).locator("tbody tr");
    await expect(runs).toHaveText([/sent/, /failed.*did not take it/, /sent/]);
  });

  await test.step("a test that fails says why", async () => {
    if (mails) mails.answer = { code: 550 };
    await page.goto("/schedules");
    await page.getByRole("button", { name: "Send a test to me of For the board" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "did not take it for manager-" })).toBeVisible();
    if (mails) mails.answer = null;
  });

  await test.step("it rests while it is paused", async () => {
    await page.getByRole("button", { name: "Pause For the board" }).click();
    await expect(page.getByRole("status").filter({ hasText: "For the board is paused." })).toBeVisible();
    await expect(next(page)).toHaveText(/^Paused: nothing is sent\./);
    await rampart.later(DUE, ["For the board"]);
    await page.goto("/schedules");
    await page.getByRole("button", { name: "Resume For the board" }).click();
    await expect(
      page.getByRole("status").filter({ hasText: "goes on, and you answer for it" }),
    ).toBeVisible();
    await expect(next(page)).toHaveText(/^Next on/);
    expect(mails?.received).toHaveLength(5);
  });

  await test.step("it is removed once that is confirmed", async () => {
    await page.getByRole("link", { name: "Edit For the board" }).click();
    await page.getByRole("button", { name: "Remove the schedule" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Remove the schedule" }).click();
    await page.getByRole("button", { name: "Remove For the board" }).click();
    await expect(page.getByText("Nothing is sent by itself yet")).toBeVisible();
  });
  // Chromium says what the pages did while the server was away.
  problems.allow(/ERR_CONNECTION_(REFUSED|RESET)/);
});

test("schedules work without script", async ({ another, rampart }) => {
  const page = await another(await rampart.signedIn("manager"), { javaScriptEnabled: false });
  await page.goto("/schedules/new");
  await page.getByLabel("Title").fill("Every week");
  await page.getByLabel("Recipients").fill("nobody");
  await page.getByLabel("Plans").check();
  await page.getByRole("button", { name: "Make the schedule" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "addresses" })).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("Every week");
  await expect(page.getByLabel("Plans")).toBeChecked();
  await page.getByLabel("Recipients").fill("team@example.org");
  await page.getByRole("button", { name: "Make the schedule" }).click();
  await expect(next(page)).toHaveText(/^Next on Monday, .*06:00 UTC: .*, to team@example\.org\.$/);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(next(page)).toHaveText(/^Paused/);
  await page.getByRole("button", { name: "Send a test to me" }).click();
  await expect(page.getByRole("status").filter({ hasText: "A test is sent to manager" })).toBeVisible();
  await page.getByLabel("Title").fill("Every Monday");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Every Monday");
  await page.getByRole("button", { name: "Remove the schedule" }).click();
  await page.getByRole("button", { name: "Remove Every Monday" }).click();
  await expect(page.getByText("Nothing is sent by itself yet")).toBeVisible();
});
