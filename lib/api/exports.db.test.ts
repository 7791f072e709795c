import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { exportFindings as findingTable } from "@/lib/queries/export-findings";
import { type FindingItem, findingQuerySchema, listWeaknesses } from "@/lib/queries/findings";
import type { HostItem } from "@/lib/queries/hosts";
import type { Page } from "@/lib/queries/paging";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { listDecisions } from "./endpoints/decisions";
import { exportDecisions, exportFindings, exportHosts, exportTable } from "./endpoints/exports";
import { listFindings } from "./endpoints/findings";
import { listHosts } from "./endpoints/hosts";
import type { Endpoint } from "./handler";
import { decisionExport, findingExport, hostExport } from "./schemas/export";
import { call, freshSecrets, makeToken, ORIGIN } from "./testing";
import { GROUP, stageExports } from "./testing-exports";

const manager = viewerWith("manager");

onEachEngine("tables to take away", () => {
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

  async function pages<T>(endpoint: Endpoint, query: string): Promise<T[]> {
    const all: T[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const place: string = `${query ? `${query}&` : "?"}limit=200&cursor=${cursor}`;
      const page: Page<T> = await (await call(endpoint, { headers, query: place })).json();
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    return all;
  }

  it.each([
    "",
    "?sort=gain",
    "?sort=severity&tower=hardening",
    "?sort=due",
    "?sort=-due&state=all",
    "?sort=host&severity=medium",
    "?sort=assignee",
    "?sort=-opened&label=kernel",
    "?q=ssh&sort=-opened",
    "?decision=undecided&assignee=none&due=overdue",
    `?group=${GROUP}&sort=host`,
    "?q=nothing-is-called-so",
  ])("has the findings of the list, in its order: %s", async (query) => {
    const listed = await pages<FindingItem>(listFindings, query);
    const { rows } = findingExport.parse(await (await take(exportFindings, "json", query)).json());
    expect(rows).toEqual(
      listed.map((item) => ({
        ...{ title: item.title, check: item.check, labels: item.labels.join(", "), host: item.host.name },
        ...{ tower: expect.stringMatching(new RegExp(`^${item.tower}$`, "i")), severity: item.severity },
        ...{ state: expect.any(String), assignee: item.assignee?.name ?? null, openedAt: item.openedAt },
        ...{ dueAt: item.closedAt === null ? item.dueAt : null, gain: item.gain },
      })),
    );
  });

  it("has more of them than are read at a time, and words where the page has words", async () => {
    const { rows } = findingExport.parse(await (await take(exportFindings, "json", "?state=all")).json());
    expect(rows.length).toBeGreaterThan(2_000);
    const words = new Set(rows.map(({ state, tower }) => `${tower} ${state}`));
    expect([...words]).toEqual(expect.arrayContaining(["Patching verified", "Hardening open"]));
  });

  it.each(["?by=weakness", "?by=weakness&severity=high&state=all"])(
    "has the weaknesses of the page, in its order: %s",
    async (query) => {
      const asked = Object.fromEntries(new URLSearchParams(query));
      const listed = await listWeaknesses(manager, findingQuerySchema.parse({ ...asked, limit: 200 }));
      const { rows } = findingExport.parse(await (await take(exportFindings, "json", query)).json());
      expect(rows).toHaveLength(listed.total);
      expect(rows.slice(0, 200).map(({ check, hosts }) => [check, hosts])).toEqual(
        listed.items.map(({ key, hosts }) => [key, hosts]),
      );
      for (const [i, { gain }] of listed.items.entries()) expect(rows[i]?.gain).toBeCloseTo(gain, 2);
    },
  );

  it.each([
    "",
    "?sort=-findings",
    "?sort=evidence&silent=1",
    "?q=copy-1&sort=-name",
    "?grade=A,B&tower=hardening",
  ])("has the hosts of the table, in its order: %s", async (query) => {
    const listed = await pages<HostItem>(listHosts, query);
    const { rows } = hostExport.parse(await (await take(exportHosts, "json", query)).json());
    expect(rows).toMatchObject(
      listed.map(({ name, os, score, towers, findings, lastEvidenceAt, silent }) => ({
        ...{ name, os, proven: score?.proven ?? null, managed: score?.managed ?? null },
        ...{ grade: score?.grade ?? null, hardening: towers.hardening.proven },
        ...{
          patchingHeldAt: towers.patching.cap?.at ?? null,
          findings: findings.open,
          lastEvidenceAt,
          silent,
        },
      })),
    );
    expect(rows).toHaveLength(listed.length);
  });

  it.each(["", "?sort=-end", "?state=ended", "?state=all&sort=title&treatment=accept"])(
    "has the decisions of the register, in its order: %s",
    async (query) => {
      type Item = { title: string; key: string; lastDay: string; severity: string };
      const listed = await pages<Item>(listDecisions, query);
      const { rows } = decisionExport.parse(await (await take(exportDecisions, "json", query)).json());
      expect(rows).toMatchObject(
        listed.map(({ title, key, lastDay, severity }) => ({ title, key, lastDay, severity })),
      );
      expect(rows).toHaveLength(query === "?state=ended" ? 0 : 2);
      for (const row of rows) {
        expect(row).toMatchObject({ treatment: "Accept", state: "waits for an answer", scope: "web-01" });
      }
    },
  );

  it("says the same in every format, under a name with its day", async () => {
    const csv = await take(exportFindings, "csv", "?sort=severity");
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    const day = new Date().toISOString().slice(0, 10);
    expect(csv.headers.get("content-disposition")).toBe(`attachment; filename="findings-${day}.csv"`);
    const lines: string[][] = parse(await csv.text(), { record_delimiter: "\r\n" });
    const { columns, rows } = findingExport.parse(
      await (await take(exportFindings, "json", "?sort=severity")).json(),
    );
    expect(lines[0]).toEqual(columns.map(({ title }) => title));
    expect(lines.slice(1)).toEqual(rows.map((row) => Object.values(row).map((value) => String(value ?? ""))));
    const xlsx = await take(exportFindings, "xlsx", "?by=weakness");
    expect(xlsx.headers.get("content-disposition")).toBe(`attachment; filename="weaknesses-${day}.xlsx"`);
    expect(Buffer.from(await xlsx.arrayBuffer()).subarray(0, 4)).toEqual(Buffer.from("PK\x03\x04"));
  });

  it("gives a bound token its hosts only", async () => {
    const { id } = await db().host.findFirstOrThrow({ where: { name: "db-02" } });
    const { id: web } = await db().host.findFirstOrThrow({ where: { name: "web-01" } });
    const bound = await makeToken({ hosts: [id] });
    const namesOf = async (endpoint: Endpoint, query = "", title = "Host"): Promise<Set<string>> => {
      const lines = parse(await (await take(endpoint, "csv", query, bound)).text(), { columns: true });
      return new Set((lines as Record<string, string>[]).map((line) => line[title] ?? ""));
    };
    expect(await namesOf(exportFindings, "?state=all")).toEqual(new Set(["db-02"]));
    expect(await namesOf(exportFindings, "?by=weakness", "Fortresses")).toEqual(new Set(["1"]));
    expect(await namesOf(exportHosts)).toEqual(new Set(["db-02"]));
    expect(await namesOf(exportDecisions, "?state=all", "About")).toEqual(new Set());
    expect(await namesOf(exportDecisions, `?host=${web}`, "About")).toEqual(new Set());
  });

  it("keeps its order and has everything once, whatever is written meanwhile", async () => {
    const query = findingQuerySchema.parse({});
    const rowsNow = async () => {
      const all: unknown[] = [];
      for await (const some of (await findingTable(manager, query)).rows) all.push(...some.map(String));
      return all;
    };
    const before = await rowsNow();
    const reading = (await findingTable(manager, query)).rows[Symbol.asyncIterator]();
    const first = await reading.next();
    const last = await db().finding.findMany({
      where: { closedAt: null },
      orderBy: [{ gain: "asc" }, { id: "desc" }],
    });
    await db().finding.delete({ where: { id: last[0]?.id ?? "" } });
    await db()
      .$executeRaw`update finding set opened_at = now(), gain = gain + 50 where id = ${last[1]?.id}::uuid`;
    const after = [...(first.done ? [] : first.value)];
    for (let next = await reading.next(); !next.done; next = await reading.next()) after.push(...next.value);
    const what = (row: string): string => row.split(",").slice(0, 4).join();
    expect(after.map((row) => what(String(row)))).toEqual(
      before.slice(0, -1).map((row) => what(String(row))),
    );
    expect((await rowsNow())[0], "the list itself has moved on").toBe(String(after.at(-1)));
  });

  it("refuses what it does not know", async () => {
    expect((await take(exportFindings, "csv", "?limit=10")).status).toBe(400);
    expect((await take(exportFindings, "csv", "?sort=worst")).status).toBe(400);
    expect((await take(exportFindings, "exe")).status).toBe(404);
    const of = async (file: string, by = headers) =>
      (
        await exportTable(new Request(`${ORIGIN}/api/v1/exports/x`, { headers: by }), {
          params: Promise.resolve({ file }),
        })
      ).status;
    expect(await of("hosts.json")).toBe(200);
    for (const file of [
      "users.csv",
      "hosts",
      "hosts.csv.exe",
      "hosts.",
      ".csv",
      "constructor.csv",
      "../hosts.csv",
    ]) {
      expect(await of(file), file).toBe(404);
    }
    expect(await of("hosts.json", {})).toBe(401);
  });
});
