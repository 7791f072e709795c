import fs from "node:fs";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { gain, score } from "../../lib/format";
import { expect, test } from "../support/test";

/** What the cells of each row show; a time as its exact value. */
const shown = (page: Page): Promise<string[][]> =>
  page
    .locator("main tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...(row as HTMLTableRowElement).cells].map(
          (cell) =>
            cell.querySelector("time")?.dateTime ??
            [...cell.querySelectorAll("a, code, span.block")].map((part) => part.textContent).join("\n") ??
            "",
        ),
      ),
    );

/** The rows of a table, each cell as its text. */
const texts = (page: Page): Promise<string[][]> =>
  page
    .locator("main tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.innerText.trim())),
    );

/** Takes the file behind a link under Export. */
async function taken(page: Page, format: string): Promise<{ name: string; bytes: Buffer }> {
  const links = page.locator("details").filter({ hasText: "Export" });
  if (!(await links.evaluate((one) => (one as HTMLDetailsElement).open)))
    await links.locator("summary").click();
  const coming = page.waitForEvent("download");
  await links.getByRole("link", { name: format, exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
}

async function csv(page: Page): Promise<{ head: string[]; lines: string[][] }> {
  const { bytes } = await taken(page, "CSV");
  const [head = [], ...lines]: string[][] = parse(bytes, { record_delimiter: "\r\n" });
  return { head, lines };
}

const worth = (points: string): string => (Number(points) > 0 ? gain(Number(points)) : "·");
const figure = (points: string): string => score(points === "" ? null : Number(points));

test("a filtered table of findings is exported as it is shown: rows, order, columns and words", async ({
  page,
}) => {
  await page.goto("/findings?by=host&tower=hardening&q=kernel.k&sort=host&limit=200");
  const [times, cells] = [await shown(page), await texts(page)];
  expect(cells.length).toBeGreaterThan(20);
  expect(cells.length).toBeLessThan(200);
  const { head, lines } = await csv(page);
  const titles = await page.locator("main thead th").allTextContents();
  expect(head.filter((title) => !["Check", "Labels"].includes(title))).toEqual(titles);
  expect(
    lines.map(([title, check, labels, host, tower, severity, state, whose, due, since, gained = ""]) => [
      `${title}\n${check}${labels}`,
      ...[host, tower, severity, state, whose || "nobody", due, since, worth(gained)],
    ]),
  ).toEqual(
    cells.map(([what = "", ...rest], i) => {
      const [, host, , , , , due, since] = times[i] ?? [];
      return [what.replace(/\n+/g, "\n"), host, ...rest.slice(1, 5), due, since, rest[7]];
    }),
  );
});

test("weaknesses and hosts are exported as they are shown", async ({ page }) => {
  await page.goto("/findings?tower=auditing&limit=200");
  const weaknesses = await texts(page);
  expect(weaknesses.length).toBeGreaterThan(3);
  const { head, lines } = await csv(page);
  expect(head).toEqual([
    "Check that fails",
    "Check",
    "Tower",
    "Severity",
    "Fortresses",
    "Worth to the fleet",
  ]);
  expect(
    lines.map(([title, key, tower, severity, hosts, gained = ""]) => [
      `${title}\n${key}`,
      ...[tower, severity, hosts, worth(gained)],
    ]),
  ).toEqual(weaknesses.map(([what = "", ...rest]) => [what.replace(/\n+/g, "\n"), ...rest]));

  await page.goto("/hosts?q=node-11&sort=-name");
  const hosts = await texts(page);
  const times = await shown(page);
  const table = await csv(page);
  const at = (line: string[], title: string): string => line[table.head.indexOf(title)] ?? "";
  const TOWERS = ["Hardening", "Patching", "Integrity", "Auditing"];
  expect(
    table.lines.map((line) => [
      at(line, "Host"),
      ...[figure(at(line, "Proven")), figure(at(line, "Possible")), at(line, "Grade") || "–"],
      ...TOWERS.map((tower) => figure(at(line, tower))),
      ...[at(line, "Findings"), at(line, "Evidence"), at(line, "Silent")],
    ]),
  ).toEqual(
    hosts.map((cells, i) => {
      const first = (place: number): string => (cells[place] ?? "").split("\n")[0] ?? "";
      return [
        first(0),
        ...[2, 3, 4, 5, 6, 7, 8, 9].map(first),
        ...[times[i]?.[10], String(cells[10]?.includes("silent"))],
      ];
    }),
  );
});

test("every format comes under a name with its day, without any script", async ({ another, rampart }) => {
  const page = await another(await rampart.signedIn("viewer"), { javaScriptEnabled: false });
  await page.goto("/findings?by=host&severity=high");
  const day = new Date().toISOString().slice(0, 10);
  for (const [format, ending] of [
    ["CSV", "csv"],
    ["XLSX", "xlsx"],
    ["JSON", "json"],
  ] as const) {
    const { name, bytes } = await taken(page, format);
    expect([
      `findings-${day}.${ending}`,
      `findings-${new Date().toISOString().slice(0, 10)}.${ending}`,
    ]).toContain(name);
    if (format === "JSON") expect(JSON.parse(bytes.toString()).rows.length).toBeGreaterThan(10);
    if (format === "XLSX") expect(bytes.subarray(0, 2).toString()).toBe("PK");
  }
});
