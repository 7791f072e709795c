import fs from "node:fs";
import { imagesOf, keepImages, pdftoppm, pointsOf, stony, written } from "../../scripts/test/paper";
import { expect, test } from "../support/test";

const SIZES = { PDF: [596, 842], "PDF on Letter": [612, 792] };

for (const [name, size] of Object.entries(SIZES)) {
  test(`the board's ${name}, as a person takes it, fills its pages and shows the fortress`, async ({
    page,
  }) => {
    test.skip(!pdftoppm, "pdftoppm is not installed");
    await page.goto("/summary");
    await page.locator("summary", { hasText: "Export" }).click();
    const coming = page.waitForEvent("download");
    await page.locator("details").getByRole("link", { name, exact: true }).click();
    const file = fs.readFileSync(await (await coming).path());
    keepImages(`board-${name.replaceAll(" ", "-").toLowerCase()}`, file);
    const images = imagesOf(file);
    expect(images.length).toBeGreaterThan(1);
    for (const image of images) {
      expect([image.width, image.height]).toEqual(size);
      expect(pointsOf(image, written)).toBeGreaterThan(500);
    }
    const [first] = images;
    expect(first && pointsOf(first, stony)).toBeGreaterThan(1_000);
  });
}
