import type { Page } from "@playwright/test";
import { sample, sampleOfNow, upload } from "../support/samples";
import { expect, test } from "../support/test";

interface Host {
  score: { measured: number; managed: number };
}

test.use({ as: "manager" });

test("a risk is accepted by one and approved by another, moves the managed score alone, and ends by itself", async ({
  page,
  another,
  rampart,
}) => {
  await rampart.bring([upload("db-02.dat", sample("db-02-hardened.dat"))]);
  const host = await rampart.host("db-02");
  const figures = async () => (await rampart.api<Host>(`/api/v1${host}`)).score;
  const before = await figures();
  expect(before.managed).toBe(before.measured);
  const analyst = await another(await rampart.signedIn("analyst"));

  await test.step("an analyst proposes", async () => {
    await analyst.goto(`/findings?by=host&host=${host.slice("/hosts/".length)}&sort=-gain`);
    await analyst.locator("main tbody tr").first().getByRole("link").first().click();
    await analyst.getByRole("link", { name: "Decide" }).click();
    await analyst.getByRole("link", { name: "Accept" }).click();
    await analyst.getByLabel("Reason").fill("The segment is closed until the migration.");
    await analyst.getByLabel("Last day").fill(dayIn(7));
    await analyst.getByRole("button", { name: "Propose to accept the risk" }).click();
    await analyst.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);
    expect(await figures(), "a proposal moves nothing").toEqual(before);
  });
  const decision = new URL(analyst.url()).pathname;

  await test.step("nobody approves their own", async () => {
    await expect(analyst.getByRole("button", { name: "Approve" })).toHaveCount(0);
  });

  await test.step("a manager hears of it and approves", async () => {
    await page.goto("/notices");
    await page.locator(`main a[href="${decision}"]`).first().click();
    await expect(page).toHaveURL(new RegExp(decision));
    await page.getByLabel("What you say to it").fill("Agreed, for a week.");
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.getByRole("main")).toContainText("Agreed, for a week.");
    const after = await figures();
    expect(after.measured).toBe(before.measured);
    expect(after.managed).toBeGreaterThan(before.managed);
    await seesManaged(page, host, true);
  });

  await test.step("it follows the finding into the next report", async () => {
    await rampart.bring([upload("db-02.dat", sampleOfNow("db-02-hardened.dat"))]);
    const after = await figures();
    expect(after.managed).toBeGreaterThan(after.measured);
  });

  await test.step("its last day passes: it ends, and the notice comes", async () => {
    const id = decision.slice("/decisions/".length);
    await rampart.later(
      `update decision set until_at = date_trunc('day', now() at time zone 'utc') at time zone 'utc',
              from_at = from_at - interval '8 days', decided_at = decided_at - interval '8 days',
              proposed_at = proposed_at - interval '8 days' where id = $1`,
      [id],
    );
    await page.goto(decision);
    await expect(page.getByRole("main")).toContainText(/ended/i);
    await expect
      .poll(async () => {
        await page.goto("/notices");
        return page.getByRole("main").innerText();
      })
      .toContain("Ended, the risk counts again");
    const after = await figures();
    expect(after.managed).toBe(after.measured);
    await seesManaged(page, host, false);
    await page.goto("/decisions?state=ended");
    await expect(page.getByRole("main")).toContainText("ended by itself");
  });
});

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Whether the host's page shows a managed score that differs. */
async function seesManaged(page: Page, host: string, shown: boolean): Promise<void> {
  await page.goto(host);
  await expect(page.getByTitle("As if what is accepted or transferred were no risk")).toHaveCount(
    shown ? 1 : 0,
  );
}
