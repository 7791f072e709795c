import { asHost, sample, type Upload, upload } from "../support/samples";
import { expect, test } from "../support/test";

const LOG =
  "This is the log of a Lynis run (lynis.log); bring the report instead: /var/log/lynis-report.dat.";

const six = (): Upload[] => [
  upload("db-02.dat", sample("db-02-hardened.dat")),
  upload("web-01-before.dat", sample("web-01-before-upgrade.dat")),
  upload("web-01-after.dat", sample("web-01-after-upgrade.dat")),
  upload("build-07.dat", sample("build-07-plain.dat")),
  upload("lynis.log", sample("db-02-hardened.log")),
  upload("shopping.txt", "bread\nmilk\n"),
];

interface Hosts {
  total: number;
  items: { name: string }[];
}

test("an empty fleet says what to do next, and has nothing to fill in", async ({ page }) => {
  await page.goto("/");
  const main = page.getByRole("main");
  await expect(main.getByText("No fortress stands yet")).toBeVisible();
  await expect(main.getByText("lynis audit system --quick")).toBeVisible();
  await expect(main.getByText("NaN")).toHaveCount(0);
  await expect(main.getByRole("link", { name: "Bring evidence" })).toHaveAttribute("href", "/upload");
  await page.goto("/hosts");
  await expect(main.getByText("No fortress stands yet")).toBeVisible();
  await page.goto("/findings");
  await expect(main.getByText("Nothing is open")).toBeVisible();
  await page.goto("/reports");
  await expect(main.getByText("Nothing here yet")).toBeVisible();
  await expect(main.getByRole("table")).toHaveCount(0);
});

test("files are previewed, imported, held and taken back", async ({ page, rampart }) => {
  await page.goto("/upload");
  await page.getByLabel("Choose files").setInputFiles(six());
  const status = page.getByRole("main").getByRole("status");
  await expect(status).toHaveText(
    "This is what the import would do. Nothing is stored yet. 2 files bring nothing new.",
  );
  const cells = (name: string) =>
    page.getByRole("row").filter({ hasText: name }).getByRole("cell").allTextContents();

  await test.step("the preview names hosts and counts what opens and closes", async () => {
    expect((await cells("db-02.dat")).slice(1)).toEqual(["db-02", "Lynis 3.0.8", "45", "0", "0", "44.7", ""]);
    const before = (await cells("web-01-before.dat")).slice(1);
    expect(before).toEqual(["web-01", "Lynis 3.0.2", "163", "0", "0", "20.0", ""]);
    const after = (await cells("web-01-after.dat")).slice(1);
    expect(after).toEqual(["web-01", "Lynis 3.0.2", "4", "103", "0", "20.0 → 42.4 (+22.4)", ""]);
    const plain = (await cells("build-07.dat")).slice(1);
    expect(plain).toEqual(["build-07", "Lynis 3.0.8", "134", "0", "0", "18.3", ""]);
    expect((await cells("lynis.log")).slice(1)).toEqual(["–", LOG, ""]);
    const other = await cells("shopping.txt");
    expect(other[2]).toMatch(/^This is no report that Rampart reads\. It reads: .*Lynis/);
    await expect(page.getByRole("table").getByRole("link")).toHaveCount(0);
  });

  await test.step("nothing is stored before it is confirmed", async () => {
    expect((await rampart.api<Hosts>("/api/v1/hosts")).total).toBe(0);
    expect((await rampart.api<{ total: number }>("/api/v1/reports")).total).toBe(0);
  });

  await test.step("each file shows when it is imported", async () => {
    const seen: string[] = [];
    await page.exposeFunction("rampartSays", (text: string) => seen.push(text));
    await page.evaluate(() => {
      const say = Reflect.get(window, "rampartSays") as (text: string) => void;
      const look = () => say(document.querySelector("main [role=status]")?.textContent ?? "");
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await page.getByRole("button", { name: "Import these 4 reports" }).click();
    await expect(status).toHaveText("Imported 4 reports. 2 files bring nothing new.");
    expect(seen).toEqual(expect.arrayContaining([1, 2, 3, 4].map((at) => `Importing ${at} of 6 …`)));
    expect((await cells("lynis.log")).at(-1)).toBe("refused");
  });

  await test.step("the result leads to the host and the report", async () => {
    const row = page.getByRole("row").filter({ hasText: "web-01-after.dat" });
    expect((await cells("web-01-after.dat"))[6]).toBe("20.0 → 42.4 (+22.4)");
    const host = await row.getByRole("link", { name: "web-01" }).getAttribute("href");
    expect(host).toBe(await rampart.host("web-01"));
    await row.getByRole("link", { name: "Lynis 3.0.2" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lynis 3.0.2 of web-01");
  });

  await test.step("the same files again change nothing", async () => {
    await page.goto("/upload");
    await page.getByLabel("Choose files").setInputFiles(six().slice(0, 4));
    await expect(status).toHaveText("None of these files would change anything.");
    await expect(
      page.getByText("This file is held already: importing it again changes nothing."),
    ).toHaveCount(4);
    await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
    await page.getByRole("button", { name: "Choose others" }).click();
    await expect(page.getByLabel("Choose files")).toBeAttached();
    expect((await rampart.api<Hosts>("/api/v1/hosts")).total).toBe(3);
  });

  await test.step("an import can be taken back from the list of deliveries", async () => {
    await page.goto("/reports");
    await page
      .getByRole("row")
      .filter({ hasText: "web-01-after.dat" })
      .getByRole("link", { name: "Lynis" })
      .click();
    await page.getByRole("button", { name: "Undo import" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Undo import" }).click();
    await page.getByRole("button", { name: "Undo this import of web-01" }).click();
    await page.goto("/reports?status=undone");
    await expect(page.getByRole("row").filter({ hasText: "web-01-after.dat" })).toContainText("undone");
    await page.goto(await rampart.host("web-01"));
    await expect(page.getByText("Proven 20.0", { exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "163 open findings" })).toBeVisible();
  });
});

test("the result of an import can be undone where it stands", async ({ page, rampart }) => {
  await page.goto("/upload");
  const one = upload("gone.dat", asHost(sample("db-02-hardened.dat"), "gone-again", 77));
  await page.getByLabel("Choose files").setInputFiles(one);
  await page.getByRole("button", { name: "Import this report" }).click();
  await expect(page.getByRole("main").getByRole("status")).toHaveText("Imported 1 report.");
  await page.getByRole("button", { name: "Undo import" }).click();
  await page.getByRole("button", { name: "Undo this import of gone-again" }).click();
  await expect(page.getByText("Undone. The fortress had no other report and is gone with it.")).toBeVisible();
  expect((await rampart.api<Hosts>("/api/v1/hosts?q=gone-again")).total).toBe(0);
});

for (const path of ["/findings", "/upload"]) {
  test(`files dropped on ${path} lead to their preview`, async ({ page, rampart }) => {
    await page.goto(path);
    const text = asHost(sample("build-07-plain.dat"), "dropped-01", 78);
    const transfer = await page.evaluateHandle((report) => {
      const data = new DataTransfer();
      data.items.add(new File([report], "dropped.dat"));
      return data;
    }, text);
    const main = page.locator("main");
    await main.dispatchEvent("dragenter", { dataTransfer: transfer });
    await expect(page.getByText("Drop reports to bring them as evidence")).toBeVisible();
    await main.dispatchEvent("dragover", { dataTransfer: transfer });
    await main.dispatchEvent("drop", { dataTransfer: transfer });
    await expect(page).toHaveURL(`${rampart.url}/upload`);
    const row = page.getByRole("row").filter({ hasText: "dropped.dat" });
    await expect(row).toContainText("dropped-01");
    await expect(row.getByRole("cell").nth(3)).toHaveText("134");
    await expect(page.getByText("Drop reports to bring them as evidence")).toHaveCount(0);
    expect((await rampart.api<Hosts>("/api/v1/hosts?q=dropped-01")).total).toBe(0);
  });
}
