import AxeBuilder from "@axe-core/playwright";
import type { Page, Response } from "@playwright/test";
import { PLACES } from "../support/places";
import { expect, test } from "../support/test";

const WIDTHS = [360, 390, 1440, 1920];
/** Colours depend on the theme and targets on the width; each is looked at in both of its kinds. */
const LOOKS = [
  ["light", 1440],
  ["dark", 390],
] as const;
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const nonces = new Set<string>();

for (const place of PLACES) {
  test.describe(() => {
    if (place.open) test.use({ as: null });

    test(`${place.name}: bound by its headers, accessible in both themes, from 360 to 1920 px`, async ({
      page,
      rampart,
      problems,
    }) => {
      if (place.status) problems.allow(/status of 404/);
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      const response = await page.goto(await place.path(rampart));
      if (place.unfold) await page.locator(place.unfold).first().click();
      expect(response?.status()).toBe(place.status ?? 200);
      await headers(response);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await fits(page, width);
      }
      for (const [colorScheme, width] of LOOKS) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
        const told = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
        );
        expect.soft(told, `${place.name}, ${colorScheme}, ${width} px`).toEqual([]);
      }
    });
  });
}

async function headers(response: Response | null): Promise<void> {
  const sent = (await response?.allHeaders()) ?? {};
  const policy = sent["content-security-policy"] ?? "";
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  const styles = /style-src ([^;]*)/.exec(policy)?.[1] ?? "";
  const nonce = /'nonce-([A-Za-z0-9+/=]{24,})'/.exec(scripts)?.[1] ?? "";
  expect(nonce).not.toBe("");
  expect(nonces.has(nonce), "a nonce serves once").toBe(false);
  nonces.add(nonce);
  expect(scripts).not.toContain("unsafe");
  expect(styles).not.toContain("unsafe");
  expect(styles).toContain(`'nonce-${nonce}'`);
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toContain("form-action 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(sent).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
  });
  expect(sent["cache-control"]).toContain("no-store");
  expect(sent["x-powered-by"]).toBeUndefined();
}

/** The page itself never scrolls sideways, and nothing stands beyond its edge but what scrolls by itself. */
async function fits(page: Page, width: number): Promise<void> {
  const beyond = await page.evaluate(() => {
    const scrolls = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element);
      return overflowX === "auto" || overflowX === "scroll" || overflowX === "hidden" || overflowX === "clip";
    };
    const within = (element: Element | null): boolean =>
      element !== null && element !== document.body && (scrolls(element) || within(element.parentElement));
    const root = document.scrollingElement;
    const out = [...document.body.querySelectorAll("*")].filter((element) => {
      const { left, right, width: wide } = element.getBoundingClientRect();
      return wide > 0 && (right > window.innerWidth + 1 || left < -1) && !within(element.parentElement);
    });
    return {
      scroll: root ? root.scrollWidth - window.innerWidth : Number.NaN,
      out: out.map((element) => element.outerHTML.slice(0, 160)),
    };
  });
  expect.soft(beyond, `at ${width} px`).toEqual({ scroll: 0, out: [] });
}
