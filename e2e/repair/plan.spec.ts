import fs from "node:fs";
import { asHost, sample, sampleOfNow, upload } from "../support/samples";
import { expect, test } from "../support/test";

const CHECK = "lynis:KRNL-6000:kernel.kptr_restrict";
const HOSTS = ["plan-a", "plan-b"] as const;

/** The report of a host on which the key was set. */
const repaired = (text: string): string => text.replace(/^details\[\]=KRNL-6000\|.*kptr_restrict.*\n/m, "");

test.use({ as: "manager" });

test("a plan over all hosts of one weakness is taken away as a playbook, and later reports move it on", async ({
  page,
  rampart,
}) => {
  const plain = sample("build-07-plain.dat");
  await rampart.bring(HOSTS.map((name, n) => upload(`${name}.dat`, asHost(plain, name, 900 + n))));
  const { total } = await rampart.api<{ total: number }>(
    `/api/v1/findings?check=${encodeURIComponent(CHECK)}`,
  );
  expect(total).toBeGreaterThanOrEqual(HOSTS.length);

  await test.step("the planner shows what it would do", async () => {
    await page.goto(`/findings/${encodeURIComponent(CHECK)}`);
    await page.getByRole("link", { name: "Plan this" }).click();
    await expect(page.getByRole("main")).toContainText(`${total} open findings`);
    await page.getByRole("link", { name: "See what it would do" }).click();
    await expect(page.getByRole("main")).toContainText("plan-a");
    await page.getByRole("link", { name: "Make a plan of this" }).click();
    await page.getByLabel("Goal").fill("No kernel addresses for everybody.");
    await page.getByRole("button", { name: "Make the plan" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page).toHaveURL(/\/plans\/[0-9a-f-]{36}/);
    await expect(page.getByRole("main")).toContainText(`0 of ${total}`);
  });

  await test.step("the playbook is downloaded", async () => {
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "Ansible playbook" }).click();
    const text = fs.readFileSync(await (await waiting).path(), "utf8");
    expect(text).toContain("plan-a");
    expect(text).toContain("plan-b");
    expect(text).toContain("KRNL-6000");
    expect(text).toContain("--check");
  });

  await test.step("a new report of one host moves it on", async () => {
    await rampart.bring([
      upload("plan-a.dat", repaired(asHost(sampleOfNow("build-07-plain.dat"), "plan-a", 900))),
    ]);
    await page.reload();
    await expect(page.getByRole("main")).toContainText(`1 of ${total}`);
    const effect = page.getByRole("region", { name: "Predicted and measured" });
    await expect(effect.getByRole("row").filter({ hasText: "plan-a" })).toBeVisible();
  });
});

test("a plan is made of chosen findings", async ({ page, rampart }) => {
  await rampart.bring([upload("plan-c.dat", asHost(sample("build-07-plain.dat"), "plan-c", 902))]);
  const host = (await rampart.host("plan-c")).slice("/hosts/".length);
  await page.goto(`/findings?by=host&host=${host}`);
  const boxes = page.locator("main tbody").getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  await page.getByRole("button", { name: "Plan the chosen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 chosen findings");
  await expect(page.getByRole("main")).toContainText("0 of 2 closed");
});
