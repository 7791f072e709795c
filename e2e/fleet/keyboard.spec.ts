import type { Page } from "@playwright/test";
import { KPTR } from "../support/places";
import { expect, test } from "../support/test";

const outline = (page: Page) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
    return { outlineStyle, outlineWidth };
  });

test("the first key leads to the content, and focus is seen", async ({ page }) => {
  await page.goto("/hosts");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "To the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/hosts#main$/);
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").getByRole("link", { name: "Bring evidence" })).toBeFocused();
  expect(await outline(page)).toEqual({ outlineStyle: "solid", outlineWidth: "2px" });
});

test("a slash goes to the search of the page, and is a slash inside of it", async ({ page }) => {
  await page.goto("/hosts");
  await page.keyboard.press("/");
  const field = page.getByLabel("Name or system");
  await expect(field).toBeFocused();
  await page.keyboard.type("web/j?");
  await expect(field).toHaveValue("web/j?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goto("/upload");
  await page.keyboard.press("/");
  await expect(page.getByRole("dialog", { name: "Search" })).toBeVisible();
});

test("j and k walk the rows, and Enter opens one", async ({ page }) => {
  await page.goto("/hosts?sort=name");
  for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
  await expect(page.getByRole("link", { name: "db-02", exact: true })).toBeFocused();
  expect(await outline(page)).toEqual({ outlineStyle: "solid", outlineWidth: "2px" });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("db-02");

  await page.goto(`${page.url()}/hardening`);
  const guard = page.locator(`[id="hardening.configuration-automation"] > details`);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(guard).toHaveAttribute("open", "");
});

test("a question mark tells the keys, and Escape closes them", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help).toContainText("down and up the rows");
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
});

test("the palette finds a host, a finding and a page, and opens them by keyboard", async ({
  page,
  rampart,
}) => {
  await page.goto("/");
  const palette = page.getByRole("dialog", { name: "Search" });
  const field = palette.getByRole("combobox");
  const choose = async (text: string, option: string): Promise<void> => {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(field).toBeFocused();
    await field.fill(text);
    await expect(palette.getByRole("option", { name: option, exact: true })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await page.keyboard.press("Enter");
    await expect(palette).toHaveCount(0);
  };
  await choose("web-0", "web-01 grade E");
  await expect(page).toHaveURL(rampart.url + (await rampart.host("web-01")));
  await choose("kernel addresses", "Kernel addresses are hidden 23 hosts");
  await expect(page).toHaveURL(rampart.url + KPTR);
  await choose("evid", "Evidence");
  await expect(page).toHaveURL(`${rampart.url}/reports`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Evidence");

  await page.getByRole("button", { name: "Search" }).click();
  await field.fill("no host is called so");
  await expect(palette.getByText("Nothing is called so.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Search" }), "focus returns").toBeFocused();
});
