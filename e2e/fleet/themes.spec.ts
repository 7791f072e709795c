import type { Page } from "@playwright/test";
import { PLACES } from "../support/places";
import { expect, test } from "../support/test";

const LIGHT = "rgb(252, 252, 251)";
const DARK = "rgb(14, 17, 22)";
const NONE = "rgba(0, 0, 0, 0)";
const ink = (page: Page) => page.evaluate(() => getComputedStyle(document.body).color);
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the theme is the reader's system's, until the reader chooses, and then stays", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/");
  expect(await paper(page)).toBe(DARK);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await paper(page)).toBe(LIGHT);
  const dark = await ink(page);
  await page.getByRole("button", { name: "Light or dark" }).click();
  expect(await paper(page)).toBe(DARK);
  await page.getByRole("link", { name: "Findings", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Findings");
  expect(await paper(page)).toBe(DARK);
  await page.reload();
  expect(await paper(page)).toBe(DARK);
  await page.emulateMedia({ media: "print" });
  expect([await paper(page), await ink(page)], "dark ink on the paper as it is").toEqual([NONE, dark]);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "Light or dark" }).click();
  expect(await paper(page)).toBe(LIGHT);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.reload();
  expect(await paper(page), "the choice is stronger than the system").toBe(LIGHT);
});

test("a chosen theme is in the first byte: nothing flashes", async ({ page, context, rampart }) => {
  await context.addCookies([{ name: "rampart-theme", value: "dark", url: rampart.url }]);
  const response = await page.goto("/hosts");
  expect(await response?.text()).toMatch(/<html[^>]* data-theme="dark"/);
});

test("the dialogs fit on the smallest screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto("/");
  for (const [key, name] of [
    ["?", "Keyboard"],
    ["ControlOrMeta+k", "Search"],
  ] as const) {
    await page.keyboard.press(key);
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
});

test("nothing moves for those who asked for it", async ({ page, rampart }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const place of PLACES.filter(({ open, status }) => !open && !status).slice(0, 9)) {
    await page.goto(await place.path(rampart));
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(
          (animation) => animation.playState === "running" && animation.effect?.getTiming().duration !== 0,
        )
        .map((animation) => String(Reflect.get(animation, "animationName") ?? animation.constructor.name)),
    );
    expect(moving, place.name).toEqual([]);
  }
});

test("times stand in the reader's zone, with the exact value at hand", async ({ another, rampart }) => {
  const page = await another(await rampart.signedIn("administrator"), { timezoneId: "Asia/Kolkata" });
  await page.goto("/hosts");
  await page.goto(await rampart.host("db-02"));
  const time = page.getByRole("main").locator("time").first();
  await expect(time).toHaveAttribute("title", /GMT\+5:30$/);
  await expect(time).toHaveAttribute("datetime", /Z$/);
});
