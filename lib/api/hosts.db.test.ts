import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { TOWERS } from "@/lib/fortress/types";
import { onEachEngine } from "@/scripts/test/database";
import { listFindings, readFinding } from "./endpoints/findings";
import { listHosts, readHistory, readHost, readTower } from "./endpoints/hosts";
import { uploadReports } from "./endpoints/reports";
import type { Endpoint } from "./handler";
import { type Call, call, form, freshSecrets, makeToken } from "./testing";

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Every figure has at most one decimal, and every time is in UTC. */
function tidy(value: unknown, key = ""): void {
  if (typeof value === "number" && key !== "fresh") expect(Number(value.toFixed(1)), key).toBe(value);
  if (typeof value === "string" && /(At|^since|^at)$/.test(key)) expect(value, key).toMatch(RFC3339);
  if (typeof value !== "object" || value === null) return;
  for (const [name, one] of Object.entries(value)) tidy(one, name);
}

onEachEngine("hosts and findings over REST", () => {
  let forget = () => {};
  let headers: Record<string, string>;
  beforeAll(async () => {
    forget = freshSecrets();
    await call(uploadReports, {
      headers: await makeToken(),
      body: form(
        ...[
          "web-01-before-upgrade.dat",
          "web-01-after-upgrade.dat",
          "db-02-hardened.dat",
          "build-07-plain.dat",
        ],
      ),
    });
    headers = await makeToken({ role: "viewer", scopes: ["read"] });
  });
  afterAll(() => forget());

  const get = async (endpoint: Endpoint, given: Omit<Call, "headers"> = {}) => {
    const response = await call(endpoint, { headers, ...given });
    const body = await response.json();
    expect([response.status, body.detail]).toEqual([200, undefined]);
    tidy(body);
    return body;
  };
  const names = async (query: string): Promise<string[]> =>
    (await get(listHosts, { query })).items.map(({ name }: { name: string }) => name);

  it("lists hosts sorted, found and graded, by the fortress or by one tower", async () => {
    expect(await names("?sort=name")).toEqual(["build-07", "db-02", "web-01"]);
    expect(await names("?sort=-name")).toEqual(["web-01", "db-02", "build-07"]);
    expect(await names("?q=WEB")).toEqual(["web-01"]);
    expect(await names("?q=%25")).toEqual([]);
    expect(await names("?silent=1")).toEqual([]);
    const { items } = await get(listHosts, { query: "?sort=-proven" });
    const proven = items.map(({ score }: { score: { proven: number } }) => score.proven);
    expect(proven).toEqual([...proven].sort((a, b) => b - a));
    for (const tower of TOWERS) {
      for (const grade of ["A", "B", "C", "D", "E", "F", "A,F"]) {
        const wanted = items.filter(
          (host: { towers: Record<string, { grade: string | null }> }) =>
            host.towers[tower]?.grade && grade.includes(host.towers[tower].grade),
        );
        expect(await names(`?sort=-proven&tower=${tower}&grade=${grade}`), `${tower} ${grade}`).toEqual(
          wanted.map(({ name }: { name: string }) => name),
        );
      }
      const measured = items.filter(
        (host: { towers: Record<string, { proven: number | null }> }) => host.towers[tower]?.proven !== null,
      );
      expect((await names(`?tower=${tower}`)).length).toBe(measured.length);
    }
  });

  it("pages through a list without losing or doubling one", async () => {
    const seen: string[] = [];
    let query = "?limit=50&state=all";
    for (;;) {
      const page = await get(listFindings, { query });
      expect(page.total).toBe(await db().finding.count());
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      if (page.nextCursor === null) break;
      query = `?limit=50&state=all&cursor=${page.nextCursor}`;
    }
    expect(new Set(seen).size).toBe(await db().finding.count());
    expect(seen.length).toBe(new Set(seen).size);
  });

  it("reads one host with all that its list entry says and more", async () => {
    const { items } = await get(listHosts, { query: "?q=db-02" });
    const host = await get(readHost, { params: { id: items[0].id } });
    expect(host).toMatchObject(items[0]);
    expect(host.measures.length).toBeGreaterThan(10);
    expect(host.sources).toHaveLength(1);
    expect(host.sources[0]).toMatchObject({ source: "lynis", reports: 1, version: "3.0.8" });
    expect(host.sources[0].ageDays).toBeGreaterThanOrEqual(0);
    expect(host.nativeScores).toEqual([
      expect.objectContaining({ source: "lynis", value: expect.any(Number), max: 100 }),
    ]);
    expect(host.identifiers).toContainEqual({ kind: "name", value: "db-02" });
    const kinds = host.identifiers.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(["hostid", "hostid2", "name"]);
  });

  it("reads each tower: the same figures as the host's, and every check of the host once", async () => {
    const { items } = await get(listHosts, { query: "?q=web-01" });
    const params = { id: items[0].id };
    const all: string[] = [];
    for (const tower of TOWERS) {
      const detail = await get(readTower, { params: { ...params, tower } });
      expect(detail).toMatchObject({ host: { name: "web-01" }, tower, score: items[0].towers[tower] });
      for (const check of detail.checks) {
        expect(check).toMatchObject({ weight: expect.any(Number), evidence: expect.any(Array) });
        all.push(`${check.source} ${check.check}`);
      }
      const keys = detail.checks.map(({ check }: { check: string }) => check);
      for (const { checks } of detail.measures) expect(keys).toEqual(expect.arrayContaining(checks));
    }
    expect(all.length).toBeGreaterThan(200);
    expect(all.length).toBe(new Set(all).size);
  });

  it("reads the history of a host: a score for each report, and what happened", async () => {
    const { items } = await get(listHosts, { query: "?q=web-01" });
    const params = { id: items[0].id };
    const { host, scores, events } = await get(readHistory, { params });
    expect(host).toEqual({ id: params.id, name: "web-01" });
    expect(scores).toHaveLength(2);
    expect(scores[0].at < scores[1].at).toBe(true);
    expect(scores[1].changes.closed).toBeGreaterThan(50);
    const kinds = new Set(events.map(({ kind }: { kind: string }) => kind));
    expect([...kinds].sort()).toEqual(["closed", "opened"]);
    expect((await get(readHistory, { params, query: "?limit=1" })).scores).toEqual([scores[1]]);
  });

  it("lists findings by everything that the contract names, and reads one with its history", async () => {
    const all = await get(listFindings, { query: "?severity=high&sort=host" });
    expect(all.items.length).toBeGreaterThan(0);
    for (const { severity, state } of all.items) expect([severity, state]).toEqual(["high", "open"]);
    const [one] = all.items;
    const query = `?check=${encodeURIComponent(one.check)}&host=${one.host.id}&tower=${one.tower}&state=open`;
    expect((await get(listFindings, { query })).items).toEqual([one]);
    expect((await get(listFindings, { query: "?q=no-such-finding" })).total).toBe(0);
    const finding = await get(readFinding, { params: { id: one.id } });
    expect(finding).toMatchObject(one);
    expect(finding.history[0]).toMatchObject({ kind: "opened", reportId: expect.any(String) });
  });

  it.each<[Endpoint, string, string]>([
    [listHosts, "?limt=5", "limt"],
    [listHosts, "?limit=0", "limit"],
    [listHosts, "?limit=201", "limit"],
    [listHosts, "?cursor=nonsense", "cursor"],
    [listHosts, "?sort=password", "sort"],
    [listHosts, "?grade=A;drop", "grade"],
    [listHosts, "?group=1", "group"],
    [listHosts, "?tower=babel", "tower"],
    [listHosts, "?q=%00", "q"],
    [listFindings, "?assignee=everybody", "assignee"],
    [listFindings, "?state=gone", "state"],
    [listFindings, "?host=web-01", "host"],
    [readHost, "?x=1", "x"],
  ])("$path refuses %s by name", async (endpoint, query, name) => {
    const { items } = await get(listHosts);
    const response = await call(endpoint, { headers, query, params: { id: items[0].id } });
    const { code, errors } = await response.json();
    expect([response.status, code, errors[0].path]).toEqual([400, "invalid-query", name]);
  });
});
