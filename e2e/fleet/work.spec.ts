import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test";

const CHECK = "lynis:KRNL-6000:kernel.kptr_restrict";
const LIST = `/findings?by=host&sort=host&q=${encodeURIComponent(CHECK)}`;
const BOARD = `/board?q=${encodeURIComponent(CHECK)}`;

const rows = (page: Page): Locator => page.locator("main tbody tr");
const bar = (page: Page): Locator => page.getByRole("group", { name: "Change the chosen findings" });
const said = (page: Page): Locator => page.getByRole("main").getByRole("status");
const column = (page: Page, name: string): Locator => page.getByRole("region", { name });
const cards = (page: Page, name: string): Locator => column(page, name).getByRole("listitem");

const OPEN = "Open, nobody at it";
const PROGRESS = "In progress";
const FIXED = "Fixed, waiting for proof";
/** A column is as long as the longest one. */
const AT_HEAD = { targetPosition: { x: 80, y: 20 } };

test("rows chosen by keyboard are changed after a preview, and the change is undone", async ({ page }) => {
  await page.goto(LIST);
  await expect(rows(page)).toHaveCount(23);
  await expect(bar(page)).toBeHidden();
  for (const key of ["j", "x", "j", "j", "x"]) await page.keyboard.press(key);
  await expect(rows(page).getByRole("checkbox", { checked: true })).toHaveCount(2);
  await bar(page).getByLabel("The work is").selectOption("in progress");
  await bar(page).getByLabel("Give labels").fill("kernel, journey");
  await bar(page).getByLabel("Why").fill("Before the audit.");
  await bar(page).getByRole("button", { name: "Preview" }).click();
  await expect(said(page)).toHaveText("2 findings on 2 fortresses would change.");
  await expect(rows(page).getByRole("checkbox", { checked: true }), "the choice stays").toHaveCount(2);
  await expect(bar(page).getByLabel("The work is")).toHaveValue("in-progress");
  await expect(rows(page).filter({ hasText: "in progress" }), "nothing is changed yet").toHaveCount(0);

  // What is chosen after a preview wants a new one.
  const third = rows(page).nth(1).getByRole("checkbox");
  await third.check();
  await expect(page.getByRole("button", { name: "Change 2 findings" })).toHaveCount(0);
  await third.uncheck();
  await bar(page).getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Change 2 findings" }).click();
  await expect(said(page)).toHaveText("2 findings changed.");
  const changed = rows(page).filter({ hasText: "in progress" });
  await expect(changed).toHaveCount(2);
  await expect(changed.first().getByRole("link", { name: "label journey" })).toBeVisible();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(said(page)).toHaveText("Undone: 2 findings are as before.");
  await expect(changed).toHaveCount(0);
  await expect(rows(page).getByRole("link", { name: "label journey" })).toHaveCount(0);
});

test("all that match a filter are given to somebody, stand in their work, and are given back", async ({
  page,
}) => {
  await page.goto(`${LIST}&limit=10`);
  await page.getByLabel("all 23 that match").check();
  await bar(page).getByLabel("Whose they are").selectOption({ index: 2 });
  await bar(page).getByRole("button", { name: "Preview" }).click();
  await expect(said(page)).toHaveText("23 findings on 23 fortresses would change.");
  await page.getByRole("button", { name: "Change 23 findings" }).click();
  await expect(said(page)).toHaveText("23 findings changed.");
  await page.getByRole("combobox", { name: "Whose", exact: true }).selectOption("me");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("23 findings", { exact: false }).first()).toBeVisible();

  await page.goto("/work");
  await expect(page.getByRole("main")).toContainText("23 open findings are yours");
  const act = page.getByRole("region", { name: "What you changed this week" }).getByRole("listitem").first();
  await expect(act).toContainText("23 findings: to Ada Adamant");
  await act.getByRole("button", { name: "Undo" }).click();
  await expect(act).toContainText("undone");
  await expect(page.getByRole("main").getByText("Nothing is yours")).toBeVisible();
});

test("cards of the board are moved by keyboard and by drag, and never to verified", async ({ page }) => {
  await page.goto(BOARD);
  await expect(cards(page, OPEN)).toHaveCount(23);
  await page.keyboard.press("j");
  const first = cards(page, OPEN).first().getByRole("link");
  await expect(first).toBeFocused();
  const place = (await first.getAttribute("href")) ?? "";
  await page.keyboard.press("Shift+ArrowRight");
  const card = cards(page, PROGRESS).filter({ has: page.locator(`a[href="${place}"]`) });
  await expect(card).toHaveCount(1);
  await expect(said(page)).toContainText("is now in “In progress”.");
  await expect(cards(page, OPEN)).toHaveCount(22);
  await expect(card.getByRole("link"), "the focus goes along").toBeFocused();
  await page.keyboard.press("Shift+ArrowRight");
  await expect(cards(page, FIXED)).toHaveCount(1);
  await expect(said(page)).toContainText("is now in “Fixed, waiting for proof”.");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(said(page)).toContainText("Only a report proves a repair");
  await page.reload();
  await expect(cards(page, FIXED)).toHaveCount(1);

  await cards(page, FIXED).first().dragTo(column(page, "Verified in 14 days"), AT_HEAD);
  await expect(said(page)).toContainText("Only a report proves a repair");
  await expect(cards(page, FIXED)).toHaveCount(1);
  await cards(page, FIXED).first().dragTo(column(page, OPEN), AT_HEAD);
  await expect(cards(page, OPEN)).toHaveCount(23);
  await expect(said(page)).toContainText("is now in “Open, nobody at it”.");
  await page.reload();
  await expect(cards(page, OPEN)).toHaveCount(23);
});

test("who may only read chooses nothing and moves nothing", async ({ another, rampart }) => {
  const page = await another(await rampart.signedIn("viewer"));
  await page.goto(LIST);
  await expect(rows(page)).toHaveCount(23);
  await expect(page.getByRole("main").getByRole("checkbox")).toHaveCount(0);
  await page.goto(BOARD);
  await expect(cards(page, OPEN)).toHaveCount(23);
  await expect(page.locator("main [data-card] details, main [draggable=true]")).toHaveCount(0);
});

test("findings are changed and cards are moved without script", async ({ another, rampart }) => {
  const page = await another(await rampart.signedIn("analyst"), { javaScriptEnabled: false });
  await page.goto(LIST);
  await rows(page).nth(0).getByRole("checkbox").check();
  await rows(page).nth(2).getByRole("checkbox").check();
  await bar(page).getByLabel("The work is").selectOption("fixed, waiting for proof");
  await bar(page).getByRole("button", { name: "Preview" }).click();
  await expect(said(page)).toHaveText("2 findings on 2 fortresses would change.");
  await expect(rows(page).getByRole("checkbox", { checked: true }), "the choice stays").toHaveCount(2);
  await expect(bar(page).getByLabel("The work is")).toHaveValue("fixed");
  await page.getByRole("button", { name: "Change 2 findings" }).click();
  await expect(said(page)).toHaveText("2 findings changed.");
  await expect(rows(page).filter({ hasText: "waiting for proof" })).toHaveCount(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(said(page)).toHaveText("Undone: 2 findings are as before.");
  await expect(rows(page).filter({ hasText: "waiting for proof" })).toHaveCount(0);

  await page.goto(BOARD);
  await cards(page, OPEN).first().getByText("Move").click();
  await cards(page, OPEN).first().getByRole("button", { name: PROGRESS }).click();
  await expect(said(page)).toContainText("is now in “In progress”.");
  await expect(cards(page, PROGRESS)).toHaveCount(1);
  await cards(page, PROGRESS).first().getByText("Move").click();
  await cards(page, PROGRESS).first().getByRole("button", { name: OPEN }).click();
  await expect(cards(page, OPEN)).toHaveCount(23);
});
