/**
 * Every route under `app`, found in the file system, by everybody who may ask: the expected status stands in
 * `testing-matrix.ts`. A route without a row fails.
 */
import fs from "node:fs";
import path from "node:path";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashToken } from "@/lib/auth/secrets";
import { db } from "@/lib/db";
import { written } from "@/lib/importers/lynis/testing";
import { onEachEngine } from "@/scripts/test/database";
import { readHost } from "./endpoints/hosts";
import { uploadReports } from "./endpoints/reports";
import type { Endpoint } from "./handler";
import { call, freshSecrets, makeToken, ORIGIN } from "./testing";
import { ACTORS, type Actor, type Scene } from "./testing-actors";
import { baselineNeeds } from "./testing-baseline";
import { makeProposal, proposalFor } from "./testing-decisions";
import { KEY_TABLE, KEYS, type Sent } from "./testing-keys";
import { TABLE } from "./testing-matrix";
import { noticeNeeds } from "./testing-notices";
import { planNeeds } from "./testing-plans";
import { scheduleNeeds } from "./testing-schedules";
import { SEEKERS, SHARE_PASSWORD, SHARE_TABLE, shareNeeds } from "./testing-shares";
import { workNeeds } from "./testing-work";

const UNKNOWN = "01a20757-aaf8-7284-b1a3-323be85e9adf";

let made = 0;
const reportOf = (hostname: string): string =>
  written({
    header: { hostname, auditor: `number ${made++}` },
    lines: ["warning[]=AUTH-9208|A warning|-|-|"],
  });

async function bring(
  hostname: string,
): Promise<{ id: string; host: { id: string }; report: { id: string } }> {
  const response = await call(uploadReports, { headers: await makeToken(), body: reportOf(hostname) });
  return (await response.json()).imports[0];
}

async function stage(): Promise<Scene> {
  const other = await bring("matrix-other");
  const { host, report } = await bring("matrix-here");
  const finding = await db().finding.findFirstOrThrow({ where: { hostId: host.id } });
  return { hostId: host.id, otherId: other.host.id, reportId: report.id, findingId: finding.id };
}

interface Needs {
  params: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
}

const json = (value: unknown, params: Record<string, string> = {}): Needs => ({
  params,
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
});

/** A view that somebody shares. */
async function sharedView(): Promise<string> {
  const { id: userId } = await db().user.findFirstOrThrow();
  const id = uuid();
  await db().savedView.create({ data: { id, userId, name: id, page: "/hosts", query: "q=x", shared: true } });
  return id;
}

/** What the path and the body of a route need: made anew where the call uses it up. */
async function needsOf(route: string, scene: Scene): Promise<Needs> {
  const work = await workNeeds(route, scene);
  if (work) return work;
  const share = await shareNeeds(route, scene);
  if (share) return share;
  const notice = await noticeNeeds(route);
  if (notice) return notice;
  const plan = await planNeeds(route, scene);
  if (plan) return plan;
  const baseline = await baselineNeeds(route, scene);
  if (baseline) return baseline;
  if (route === "PATCH /api/v1/policy") {
    return json({ house: { critical: 7, high: 30, medium: 90, low: 180 } });
  }
  if (route === "POST /api/v1/views") return json({ page: "/hosts", name: "x", query: "q=x" });
  if (route.includes("/views/[id]")) return { params: { id: await sharedView() } };
  if (route === "POST /api/v1/decisions") return json(await proposalFor(scene.hostId));
  if (route.endsWith("/api/v1/decisions/[id]")) {
    const params = { id: await makeProposal(scene.hostId) };
    return route.startsWith("GET") ? { params } : json({ action: "refuse", reason: "No." }, params);
  }
  const schedule = await scheduleNeeds(route, scene);
  if (schedule) return schedule;
  if (route.includes("/exports/")) return { params: { file: "findings.csv" } };
  if (route.startsWith("POST")) return { params: {}, body: reportOf("matrix-here") };
  if (route.includes("/imports/[id]")) return { params: { id: (await bring("matrix-here")).id } };
  if (route.includes("/reports/[id]")) return { params: { id: scene.reportId } };
  if (route.includes("/findings/[id]")) return { params: { id: scene.findingId } };
  if (route.includes("/towers/")) return { params: { id: scene.hostId, tower: "hardening" } };
  return { params: route.includes("[id]") ? { id: scene.hostId } : {} };
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** The library's own, which knows its paths and rights itself. */
const AUTH = "api/auth/[...nextauth]/route.ts";
const FILES = fs
  .readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /^route\.[jt]sx?$/.test(path.basename(file)) && file !== AUTH);

/** `(app)/hosts/route.ts` is `/hosts`: folders in brackets are not in the address. */
const placeOf = (file: string): string => `/${path.dirname(file).replace(/\([^/]*\)\/?/g, "")}`;

/** The handlers of every route file, by method and path. */
async function findRoutes(): Promise<Map<string, Endpoint["handle"]>> {
  const routes = new Map<string, Endpoint["handle"]>();
  for (const file of FILES) {
    const module: Record<string, Endpoint["handle"]> = await import(path.resolve("app", file));
    for (const [name, handle] of Object.entries(module)) {
      if (METHODS.includes(name)) routes.set(`${name} ${placeOf(file)}`, handle);
    }
  }
  return routes;
}

onEachEngine("who may do what", () => {
  let forget = () => {};
  let scene: Scene;
  let routes: Map<string, Endpoint["handle"]>;
  beforeAll(async () => {
    forget = freshSecrets();
    scene = await stage();
    routes = await findRoutes();
  });
  afterAll(() => forget());

  async function ask(route: string, headers: Record<string, string>, needs: Needs) {
    const [method = "", place = ""] = route.split(" ");
    const address = place.replace(/\[(\w+)\]/g, (_all, name) => encodeURIComponent(needs.params[name] ?? ""));
    const request = new Request(ORIGIN + address, {
      method,
      headers: { ...headers, ...needs.headers },
      body: needs.body,
    });
    const handle = routes.get(route);
    if (!handle) throw new Error(`There is no ${route}.`);
    const response = await handle(request, { params: Promise.resolve(needs.params) });
    expect(response.headers.get("cache-control"), route).toBe("no-store");
    expect(response.headers.get("x-content-type-options"), route).toBe("nosniff");
    return response;
  }

  it("is told for every route that there is, and for no other", () => {
    const told = [TABLE, KEY_TABLE, SHARE_TABLE].flatMap((table) => Object.keys(table));
    expect([...routes.keys()].sort()).toEqual(told.sort());
  });

  it.each(Object.entries(TABLE))("%s", async (route, { who }) => {
    const seen: Record<string, number> = {};
    for (const [actor, headersOf] of Object.entries(ACTORS)) {
      const response = await ask(route, await headersOf(scene), await needsOf(route, scene));
      seen[actor] = response.status;
      if (response.status === 401) expect(response.headers.get("www-authenticate")).toMatch(/^Bearer /);
      if (response.status >= 400) {
        expect(response.headers.get("content-type")).toBe("application/problem+json");
        expect(await response.json()).toMatchObject({ status: response.status, code: expect.any(String) });
      }
    }
    expect(seen).toEqual(
      Object.fromEntries(Object.keys(ACTORS).map((actor) => [actor, who[actor as Actor]])),
    );
  });

  it.each(Object.entries(KEY_TABLE))("%s", async (route, who) => {
    const before = await db().import.count();
    const seen: Record<string, string> = {};
    const holders: [string, (scene: Scene) => Promise<Sent>][] = Object.entries(KEYS);
    for (const [holder, sentBy] of holders) {
      const { key, headers } = await sentBy(scene);
      const body = new URLSearchParams({ data: reportOf("matrix-here") });
      if (key !== null) body.append("licensekey", key);
      const form = { "content-type": "application/x-www-form-urlencoded" };
      const response = await ask(route, { ...headers, ...form }, { params: {}, body: body.toString() });
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      seen[holder] = `${response.status} ${(await response.text()).slice(0, "Response 100".length)}`;
    }
    expect(seen).toEqual(who);
    // Whoever was refused brought nothing.
    const brought = Object.values(who).filter((word) => word === "200 Response 100").length;
    expect((await db().import.count()) - before).toBe(route.endsWith("/upload") ? brought : 0);
  });

  it.each(Object.entries(SHARE_TABLE))("%s", async (route, who) => {
    const seen: Record<string, number> = {};
    const nothing = new Set<string>();
    for (const [seeker, seek] of Object.entries(SEEKERS)) {
      const { token, headers = {} }: { token: string; headers?: Record<string, string> } = await seek(scene);
      const form = route.startsWith("POST") && {
        body: new URLSearchParams({ password: SHARE_PASSWORD }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      };
      const response = await ask(route, headers, { params: { token }, ...form });
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
      expect(response.headers.get("x-robots-tag")).toContain("noindex");
      seen[seeker] = response.status;
      if (response.status === 404) nothing.add(await response.text());
    }
    expect(seen).toEqual(who);
    // Nobody learns why there is nothing.
    expect(nothing.size).toBe(1);
  });

  it.each(Object.entries(TABLE).filter(([, { unknown }]) => unknown !== null))(
    "%s makes no difference between what is not there and what is not theirs",
    async (route, { unknown, malformed }) => {
      const headers = await makeToken();
      const needs = await needsOf(route, scene);
      const missing = await ask(route, headers, { ...needs, params: { ...needs.params, id: UNKNOWN } });
      const theirs = await ask(route, await makeToken({ hosts: [scene.otherId] }), needs);
      expect([missing.status, theirs.status]).toEqual([unknown, unknown]);
      expect(await theirs.text()).toBe(await missing.text());
      for (const id of [
        "1",
        "x".repeat(500),
        `${UNKNOWN}'--`,
        "../hosts",
        "\0",
        "null",
        scene.hostId.slice(1),
      ]) {
        const response = await ask(route, headers, { ...needs, params: { ...needs.params, id } });
        expect(response.status, id).toBe(malformed);
      }
    },
  );

  it("shows in lists what a token is bound to, and nothing of others", async () => {
    const headers = await makeToken({ hosts: [scene.otherId] });
    for (const route of ["GET /api/v1/hosts", "GET /api/v1/findings", "GET /api/v1/reports"]) {
      const text = await (await ask(route, headers, { params: {} })).text();
      expect(text).toContain("matrix-other");
      expect(text).not.toContain("matrix-here");
      expect(text).not.toContain(scene.hostId);
    }
  });

  it("gives no tower that there is not", async () => {
    const needs = { params: { id: scene.hostId, tower: "babel" } };
    const response = await ask("GET /api/v1/hosts/[id]/towers/[tower]", await makeToken(), needs);
    expect(response.status).toBe(404);
  });

  it("takes the token that the environment plants, which has no owner and names no hosts", async () => {
    const headers = await makeToken();
    await db().$executeRaw`
      update api_token set user_id = null, host_ids = null
       where hash = ${hashToken(headers.authorization.slice("Bearer ".length))}`;
    expect((await call(readHost, { headers, params: { id: scene.hostId } })).status).toBe(200);
  });
});
