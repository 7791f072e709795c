import type { Page } from "@playwright/test";
import { PLACES } from "../support/places";
import { expect, test } from "../support/test";

/** Between the margins of A4, in CSS pixels: 186 mm. */
const PAPER = 703;

/** What reaches beyond the paper, or beyond what hides it. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate((width) => {
    const hides = (one: Element): boolean =>
      getComputedStyle(one).overflow !== "visible" &&
      (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
    return [...document.querySelectorAll("main *")]
      .filter((one) => one.checkVisibility() && !one.closest(".sr-only, .sm-hidden, svg, select, textarea"))
      .filter((one) => one.getBoundingClientRect().right > width + 1 || hides(one))
      .slice(0, 5)
      .map((one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 60)}`);
  }, PAPER);

for (const place of PLACES.filter(({ open, status }) => !open && !status)) {
  test(`${place.name} prints on A4 without its frame, and nothing is cut`, async ({ page, rampart }) => {
    await page.setViewportSize({ width: PAPER, height: 1000 });
    await page.emulateMedia({ media: "print" });
    await page.goto(await place.path(rampart));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(page.getByRole("button", { name: "Filter" })).toBeHidden();
    expect(await cut(page)).toEqual([]);
  });
}
