import { sample, sampleOfNow, upload } from "../support/samples";
import { expect, test } from "../support/test";

const CHECK = "lynis:BOOT-5264";

test.use({ as: "manager" });

test("the undo of an import keeps the work that people did since", async ({ page, rampart }) => {
  await rampart.bring([upload("build-07.dat", sample("build-07-plain.dat"))]);
  const [second] = await rampart.bring([upload("build-07.dat", sampleOfNow("build-07-plain.dat"))]);
  const host = await rampart.host("build-07");

  await page.goto(`/findings?by=host&limit=200&host=${host.slice("/hosts/".length)}`);
  await page.locator("main tbody tr").filter({ hasText: CHECK }).getByRole("link").first().click();
  await page.getByLabel("The work is").selectOption("in progress");
  await page.getByLabel("Labels").fill("sandbox");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("main")).toContainText("in progress");
  await page.getByLabel("Comment", { exact: true }).fill("The **second** unit is done.");
  await page.getByRole("button", { name: "Comment" }).click();
  await expect(page.getByRole("region", { name: "Comments" })).toContainText("The second unit is done.");
  const place = page.url();

  await test.step("the import in between is taken back", async () => {
    await page.goto(`/reports/${second?.report?.id}`);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Undo this import of build-07" }).click();
    await expect(page.getByRole("main")).toContainText(/undone|taken back/i);
  });

  await test.step("nothing of the work is lost", async () => {
    await page.goto(place);
    await expect(page.getByLabel("The work is")).toHaveValue("in-progress");
    await expect(page.getByLabel("Labels")).toHaveValue("sandbox");
    await expect(page.getByRole("region", { name: "Comments" })).toContainText("The second unit is done.");
    await expect(page.getByRole("region", { name: "History" })).toContainText("in progress");
  });
});
