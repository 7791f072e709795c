import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { sheetsIn } from "@/lib/exports/workbook.sample";
import { whole } from "@/lib/format";
import { decisionQuerySchema } from "@/lib/queries/decisions";
import { decisionsSaid, findingsSaid, hostsSaid } from "@/lib/queries/export-said";
import { findingQuerySchema } from "@/lib/queries/findings";
import { hostQuerySchema } from "@/lib/queries/hosts";
import { onEachEngine } from "@/scripts/test/database";
import { pdftotext, selectedIn } from "@/scripts/test/paper";
import { viewerWith } from "@/scripts/test/viewers";
import { exportDecisions, exportFindings, exportHosts } from "./endpoints/exports";
import { exportSummaryCsv, exportSummaryJson, exportSummaryXlsx } from "./endpoints/summary-files";
import type { Endpoint } from "./handler";
import { findingExport, hostExport } from "./schemas/export";
import { call, freshSecrets, makeToken } from "./testing";
import { GROUP, stageExports } from "./testing-exports";

const manager = viewerWith("manager");

/** What can be selected, without the ends of lines. */
const selectable = (file: Buffer): string => selectedIn(file).replace(/\s+/g, "");

onEachEngine("files for people", () => {
  let forget = () => {};
  let headers: Record<string, string>;
  beforeAll(async () => {
    forget = freshSecrets();
    await stageExports();
    headers = await makeToken({ role: "viewer", scopes: ["read"] });
  });
  afterAll(() => forget());

  const take = (endpoint: Endpoint, format: string, query = "", by = headers) =>
    call(endpoint, { headers: by, params: { format }, query });

  it.skipIf(!pdftotext)(
    "has in a PDF what the same query has as data, in its order and its words",
    async () => {
      const read = async (endpoint: Endpoint, query: string): Promise<string> => {
        const response = await take(endpoint, "pdf", query);
        expect(response.headers.get("content-type")).toBe("application/pdf");
        expect(response.headers.get("content-disposition")).toMatch(/filename="[a-z]+-[\d-]{10}\.pdf"$/);
        return selectable(Buffer.from(await response.arrayBuffer()));
      };
      /** Where each text stands, after the one before it. */
      const inOrder = (text: string, parts: readonly (string | number)[]): void => {
        let at = 0;
        for (const part of parts.map((one) => String(one).replace(/\s+/g, ""))) {
          at = text.indexOf(part, at);
          expect(at, `${part} stands after the ones before it`).toBeGreaterThanOrEqual(0);
          at += part.length;
        }
      };
      const query = "?q=ssh&sort=host&tower=hardening";
      const findings = findingExport.parse(await (await take(exportFindings, "json", query)).json());
      expect(findings.rows.length).toBeGreaterThan(20);
      inOrder(await read(exportFindings, query), [
        ...[
          "Rows:",
          whole(findings.rows.length),
          "Title or check: “ssh”",
          "Tower: Hardening",
          "Order: by host",
        ],
        ...["Check that fails", "Host", "Tower", "Severity", "State", "Whose", "Due", "Since", "Worth"],
        ...findings.rows.flatMap(({ title, check, host, state }) => [title, check, host, state].map(String)),
      ]);
      const hosts = hostExport.parse(await (await take(exportHosts, "json", "?sort=-name")).json());
      inOrder(await read(exportHosts, "?sort=-name&paper=Letter"), [
        ...["Fortresses", "Order: by name, from the end", "Host", "Proven", "Possible", "Grade", "Hardening"],
        ...hosts.rows.flatMap((row) => [String(row.name), Number(row.proven).toFixed(1)]),
      ]);
      inOrder(await read(exportDecisions, "?state=all"), [
        ...[
          "Made by Rampart for test (viewer-",
          "Rows: 2",
          "State: all",
          "Risk",
          "Decision",
          "About",
          "Owner",
        ],
        ...["Accept", "web-01", "Accept", "web-01"],
      ]);
    },
  );

  it("refuses a PDF that nobody would read, and says what to do", async () => {
    const { rows } = findingExport.parse(await (await take(exportFindings, "json", "?state=all")).json());
    const response = await take(exportFindings, "pdf", "?state=all");
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "too-many-rows",
      detail: `${whole(rows.length)} rows match, and a PDF has at most 1,000: narrow the filter, or take CSV or XLSX.`,
    });
  });

  it("says the filter in the words of the page, of what the one who asks may see", async () => {
    const { id: db02 } = await db().host.findFirstOrThrow({ where: { name: "db-02" } });
    const ada = await db().user.findFirstOrThrow({ where: { name: "A analyst" } });
    const asked = {
      host: db02,
      group: GROUP,
      assignee: ada.id,
      state: "unheard",
      due: "soon",
      sort: "due",
    };
    expect(await findingsSaid(manager, findingQuerySchema.parse(asked), "host")).toEqual([
      ["Host", "db-02"],
      ["State", "open, source gone silent"],
      ["Whose", "A analyst"],
      ["Due", "within seven days"],
      ["Group", "copies"],
      ["Order", "due soonest first"],
    ]);
    const mine = findingQuerySchema.parse({ q: "a", assignee: "me", label: "kernel", decision: "undecided" });
    expect(await findingsSaid(manager, mine, "weakness")).toEqual([
      ["Title or check", "“a”"],
      ["State", "open, in all its forms"],
      ["Whose", "manager"],
      ["Label", "kernel"],
      ["Decision", "undecided"],
      ["Order", "worth most first"],
    ]);
    const bound = viewerWith("viewer", { hosts: [db02] });
    const { id: web } = await db().host.findFirstOrThrow({ where: { name: "web-01" } });
    expect(await findingsSaid(bound, findingQuerySchema.parse({ host: web, group: GROUP }), "host")).toEqual(
      expect.arrayContaining([
        ["Host", "not known"],
        ["Group", "not known"],
      ]),
    );
    expect(
      await hostsSaid(manager, hostQuerySchema.parse({ grade: "D,E", tower: "patching", silent: "1" })),
    ).toEqual([
      ["Grade of patching", "D or E"],
      ["Reports", "silent"],
      ["Order", "lowest proven first"],
    ]);
    const register = {
      treatment: "accept",
      ending: "14",
      endsOn: "2026-12-24",
      owner: ada.id,
      state: "ended",
    };
    expect(await decisionsSaid(manager, decisionQuerySchema.parse(register))).toEqual([
      ["State", "ended by themselves"],
      ["Decision", "Accept"],
      ["Ends", "within 14 days"],
      ["Last day", "24 Dec 2026"],
      ["Owner", "A analyst"],
      ["Order", "what ends soonest first"],
    ]);
  });

  it("has a summary as a workbook and as lines that say what it says as data", async () => {
    for (const query of ["", `?scope=group&group=${GROUP}&days=7`]) {
      const ask = (endpoint: Endpoint) => call(endpoint, { headers, query });
      const summary = await (await ask(exportSummaryJson)).json();
      const [xlsx, csv] = [await ask(exportSummaryXlsx), await ask(exportSummaryCsv)];
      const day = summary.at.slice(0, 10);
      expect(xlsx.headers.get("content-disposition")).toBe(`attachment; filename="summary-${day}.xlsx"`);
      expect(csv.headers.get("content-disposition")).toBe(`attachment; filename="summary-${day}.csv"`);
      const sheets = await sheetsIn(Buffer.from(await xlsx.arrayBuffer()));
      const lines: string[][] = parse(await csv.text(), { record_delimiter: "\r\n" });
      const cell = (section: string, item: string, name: string) =>
        lines.find((line) => line[0] === section && line[2] === item && line[3] === name)?.[4];
      expect(cell("Score", "Proven", "Now")).toBe(String(summary.score.proven));
      expect(cell("Counts", "Open findings", "Count")).toBe(String(summary.findings.open));
      expect(cell("Summary", "About", "In words")).toBe(summary.title);
      expect(sheets.get("Score")?.[1]?.slice(0, 2)).toEqual(["Proven", String(summary.score.proven)]);
      expect(
        sheets
          .get("Fortresses")
          ?.slice(1)
          .map(([name]) => name),
      ).toEqual(summary.table.map(({ name }: { name: string }) => name));
      expect(
        sheets
          .get("Findings")
          ?.slice(1)
          .map(([title]) => title),
      ).toEqual(summary.findings.top.map(({ title }: { title: string }) => title));
    }
    const nowhere = { headers, query: "?scope=host&host=01a20757-aaf8-7284-b1a3-323be85e9a01" };
    expect((await call(exportSummaryXlsx, nowhere)).status).toBe(404);
    expect((await call(exportSummaryCsv, nowhere)).status).toBe(404);
  });

  it("is in no format for those who may not read", async () => {
    const uploader = await makeToken({ scopes: ["upload"] });
    for (const endpoint of [exportFindings, exportHosts, exportDecisions]) {
      for (const format of ["csv", "xlsx", "json", "pdf"]) {
        expect((await take(endpoint, format, "", uploader)).status).toBe(403);
        expect((await take(endpoint, format, "", {})).status).toBe(401);
      }
    }
  });

  it("has no paper but ours", async () => {
    expect((await take(exportHosts, "pdf", "?paper=A0")).status).toBe(400);
  });
});
