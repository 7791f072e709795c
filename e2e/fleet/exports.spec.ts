import fs from "node:fs";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { gain, score } from "../../lib/format";
import { pdftotext, selectedIn } from "../../scripts/test/paper";
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

/** What can be selected in a PDF, without the ends of lines. */
const selectable = (file: Buffer): string => selectedIn(file).replace(/\s+/g, "");

/** Each text stands after the one before it. */
function expectInOrder(text: string, parts: readonly string[]): void {
  let at = 0;
  for (const part of parts.map((one) => one.replace(/\s+/g, ""))) {
    at = text.indexOf(part, at);
    expect(at, `${part} stands after the ones before it`).toBeGreaterThanOrEqual(0);
    at += part.length;
  }
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
    ["PDF", "pdf"],
  ] as const) {
    const { name, bytes } = await taken(page, format);
    expect([
      `findings-${day}.${ending}`,
      `findings-${new Date().toISOString().slice(0, 10)}.${ending}`,
    ]).toContain(name);
    if (format === "JSON") expect(JSON.parse(bytes.toString()).rows.length).toBeGreaterThan(10);
    if (format === "XLSX") expect(bytes.subarray(0, 2).toString()).toBe("PK");
    if (format === "PDF") expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  }
});

test("a PDF has the rows of the filtered table in its order and its words, and says the filter", async ({
  page,
}) => {
  test.skip(!pdftotext, "there is nothing here to read a PDF with");
  await page.goto("/findings?by=host&tower=hardening&q=kernel.k&sort=host&limit=200");
  const rows = await texts(page);
  const titles = await page.locator("main thead th").allTextContents();
  const { name, bytes } = await taken(page, "PDF");
  expect(name).toMatch(/^findings-\d{4}-\d\d-\d\d\.pdf$/);
  const text = selectable(bytes);
  const filter = ["Title or check: “kernel.k”", "Tower: Hardening", "State: open, in all its forms"];
  expectInOrder(text, ["Findings", `Rows: ${rows.length}`, ...filter, "Order: by host", ...titles]);
  expectInOrder(
    text,
    rows.flatMap(([what = "", host = "", tower = "", severity = ""]) => [
      ...what.split("\n"),
      host,
      tower,
      severity,
    ]),
  );
  await page.goto("/hosts?q=node-11&sort=-name");
  const hosts = await texts(page);
  expect(hosts.length).toBeGreaterThan(3);
  const { bytes: paper } = await taken(page, "PDF");
  expectInOrder(selectable(paper), [
    ...["Fortresses", "Name or system: “node-11”", "Order: by name, from the end"],
    ...hosts.flatMap(([host = "", , proven = "", possible = "", grade = ""]) => [
      ...[host.split("\n")[0] ?? "", proven.split("\n")[0] ?? "", possible, grade],
    ]),
  ]);
});

test("a summary is taken in each format, with what it is about", async ({ page }) => {
  await page.goto("/summary?days=90");
  const day = new Date().toISOString().slice(0, 10);
  for (const format of ["PDF", "XLSX", "CSV", "JSON"]) {
    const { name, bytes } = await taken(page, format);
    if (format !== "JSON") expect(name).toBe(`summary-${day}.${format.toLowerCase()}`);
    if (format === "PDF") expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    if (format === "XLSX") expect(bytes.subarray(0, 2).toString()).toBe("PK");
    if (format === "JSON") expect(JSON.parse(bytes.toString())).toMatchObject({ scope: "fleet" });
    if (format !== "CSV") continue;
    const lines: string[][] = parse(bytes, { record_delimiter: "\r\n" });
    const proven = lines.find(
      ([section, , item, column]) => section === "Score" && item === "Proven" && column === "Now",
    );
    await expect(page.locator("main")).toContainText(`${figure(proven?.[4] ?? "")} of 100 points are proven`);
  }
});

test("what a PDF has no room for is offered without it, and said", async ({ page, rampart }) => {
  await page.goto("/findings?by=host&state=all");
  await page.locator("summary", { hasText: "Export" }).click();
  const exports = page.locator("details").filter({ hasText: "Export" });
  await expect(exports).toContainText("PDF has room for 1,000 findings: narrow the filter for it.");
  await expect(exports.getByRole("link")).toHaveText(["XLSX", "CSV", "JSON"]);
  await expect(rampart.api("/api/v1/exports/findings.pdf?state=all")).rejects.toThrow(
    /answered 422: .*[\d,]+ rows match, and a PDF has at most 1,000: narrow the filter/,
  );
});

test("a large file shows how far it has come, and can be stopped", async ({ page }) => {
  await page.goto("/findings?by=host&state=all");
  const exports = page.locator("details").filter({ hasText: "Export" });
  await exports.locator("summary").click();
  const network = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: 60_000, uploadThroughput: -1 };
  await network.send("Network.emulateNetworkConditions", slow);
  const downloads: string[] = [];
  page.on("download", (download) => downloads.push(download.suggestedFilename()));
  await exports.getByRole("link", { name: "CSV", exact: true }).click();
  await expect(exports).toContainText(/CSV: [1-9][\d,]* of [\d,]+ findings, [\d.]+ (K|M)B/);
  const bar = exports.getByRole("progressbar", { name: "CSV comes" });
  const far = await bar.evaluate((one) => (one as HTMLProgressElement).position);
  expect(far).toBeGreaterThan(0);
  await expect.poll(() => bar.evaluate((one) => (one as HTMLProgressElement).position)).toBeGreaterThan(far);
  await exports.getByRole("button", { name: "Stop" }).click();
  await expect(exports.getByRole("status")).toHaveText("CSV was stopped.");
  await expect(exports.getByRole("link", { name: "CSV", exact: true })).toBeFocused();
  await expect(bar).toBeHidden();
  await network.send("Network.emulateNetworkConditions", { ...slow, downloadThroughput: -1 });
  await exports.getByRole("link", { name: "CSV", exact: true }).click();
  await expect(exports.getByRole("status")).toHaveText(/^findings-[\d-]{10}\.csv is here: [\d.]+ (K|M)B\.$/);
  expect(downloads).toHaveLength(1);
});

test("a file that does not come says why, and nothing is kept", async ({ page, problems }) => {
  await page.goto("/hosts");
  const exports = page.locator("details").filter({ hasText: "Export" });
  await exports.locator("summary").click();
  problems.allow(/hosts\.csv/);
  await page.route("**/exports/hosts.csv*", (route) => route.abort());
  await exports.getByRole("link", { name: "CSV", exact: true }).click();
  await expect(exports.getByRole("status")).toHaveText("The server does not answer. Try again.");
});
