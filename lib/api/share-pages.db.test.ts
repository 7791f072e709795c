import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clearHosts, reportOf, SAMPLES } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { makeShare } from "@/lib/commands/make-share";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { freshSecrets, ORIGIN } from "./testing";

const [BEFORE, , HARDENED] = SAMPLES;
const manager = viewerWith("manager");
const now = new Date();
const PASSWORD = "a moat and a bridge";
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
/** Over the wire, compressed. */
const MOST_BYTES = 60 * 1024;

type Handle = (request: Request, context: { params: Promise<{ token: string }> }) => Promise<Response>;
type Route = Record<"GET" | "POST", Handle>;

const route = (file: string): Promise<Route> => import(path.resolve("app/s", file));

async function bring(name: string, sample: (typeof SAMPLES)[number]): Promise<string> {
  const files = [reportOf({ name, hostid: name }, sample, 1)];
  const [outcome] = await importReports(manager, { files, via: "api", now: now.getTime() });
  return outcome?.host?.id ?? "";
}

async function make(given: object): Promise<string> {
  const made = await makeShare(manager, given);
  if (!made.ok) throw new Error(made.text);
  return made.token;
}

async function ask(token: string, init: RequestInit & { at?: string } = {}): Promise<Response> {
  const { at = "[token]/route.ts", ...rest } = init;
  const handlers = await route(at);
  const method = init.method === "POST" ? "POST" : "GET";
  return handlers[method](new Request(`${ORIGIN}/s/${token}`, rest), { params: Promise.resolve({ token }) });
}

const knock = (token: string, password: string, address = "192.0.2.1"): Promise<Response> =>
  ask(token, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-rampart-address": address },
    body: new URLSearchParams({ password }).toString(),
  });

onEachEngine("what a share link shows", () => {
  let forget = () => {};
  let web: string;
  beforeAll(async () => {
    forget = freshSecrets();
    await clearHosts();
    web = await bring("web-77.example.org", BEFORE);
    await bring("mail-78.example.org", HARDENED);
  });
  afterAll(() => forget());

  it.each([
    ["the fleet", {}],
    ["the fleet, live", { frozen: false }],
    ["the fleet, names hidden", { hideNames: true }],
    ["the fleet, names hidden and live", { hideNames: true, frozen: false }],
    ["some hosts", { scope: "hosts", query: "q=web" }],
    ["a host", { scope: "host" }],
    ["a host, name hidden", { scope: "host", hideNames: true }],
  ])("%s: no ids, no way into Rampart, no script, and small", async (_name, given) => {
    const scope = "scope" in given ? given.scope : "fleet";
    const token = await make({ ...given, ...(scope === "host" && { hostId: web }) });
    const response = await ask(token);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).not.toMatch(UUID);
    expect(page).not.toMatch(/<script|<link(?! rel="icon" href="data:,")|<iframe|<img|\son[a-z]+=|\sstyle=/);
    // In the drawing, paths and the names of their parts alone.
    expect([...page.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, to]) => to)).toEqual(["data:,"]);
    if (scope !== "fleet") expect(page).not.toContain("mail-78");
    if ("hideNames" in given) expect(page).not.toMatch(/web-77|mail-78|example\.org/);
    else expect(page).toContain("web-77");
    expect(gzipSync(page).length).toBeLessThan(MOST_BYTES);
  });

  it("is bound by headers, and its only style is named by its hash", async () => {
    const { headers } = await ask(await make({}));
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; img-src data:; /);
    expect(policy).not.toMatch(/script-src|unsafe|https?:/);
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ "cache-control": "no-store", "referrer-policy": "no-referrer", "x-frame-options": "DENY" },
      "x-robots-tag": "noindex, nofollow, noarchive",
    });
  });

  it("the same bytes after new reports, where it is frozen", async () => {
    const token = await make({ scope: "hosts", query: "q=77", hideNames: true });
    const before = await (await ask(token)).text();
    await bring("other-77.example.org", HARDENED);
    expect(await (await ask(token)).text()).toBe(before);
    await db().host.deleteMany({ where: { name: "other-77.example.org" } });
  });

  it("only to those who know the password, with a cookie for this link alone", async () => {
    const [token, other] = [await make({ password: PASSWORD }), await make({ password: PASSWORD })];
    const door = await (await ask(token)).text();
    expect(door).not.toMatch(/fleet|web-77|points/);
    const wrong = await knock(token, "a moat");
    expect([wrong.status, wrong.headers.get("set-cookie")]).toEqual([403, null]);
    const right = await knock(token, PASSWORD);
    expect([right.status, right.headers.get("location")]).toEqual([303, `/s/${token}`]);
    const [cookie = "", ...limits] = (right.headers.get("set-cookie") ?? "").split("; ");
    expect(limits).toEqual([`Path=/s/${token}`, "Max-Age=3600", "HttpOnly", "SameSite=Lax"]);
    expect(await (await ask(token, { headers: { cookie } })).text()).toContain("The fleet");
    expect(await (await ask(other, { headers: { cookie } })).text()).toBe(door);
    await db().share.updateMany({ data: { revokedAt: new Date() } });
    expect((await ask(token, { headers: { cookie } })).status).toBe(404);
  });

  it("says when too many wrong passwords came", async () => {
    const token = await make({ password: PASSWORD });
    const answers = await Promise.all(Array.from({ length: 30 }, () => knock(token, "no", "203.0.113.9")));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(10);
    const [late] = answers.filter(({ status }) => status === 429);
    expect(Number(late?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await knock(token, PASSWORD, "203.0.113.77")).status).toBe(429);
    expect((await knock(token, PASSWORD, "203.0.114.9")).status).toBe(303);
  });

  it("nothing of what has ended, in the same words as for what never was", async () => {
    const [ended, revoked] = [await make({}), await make({})];
    const of = (token: string) => ({ where: { prefix: token.slice(0, 8) } });
    await db().share.updateMany({ ...of(ended), data: { expiresAt: new Date(now.getTime() - 1) } });
    await db().share.updateMany({ ...of(revoked), data: { revokedAt: now } });
    const pages = [ended, revoked, `rms_${"x".repeat(43)}`, "", "..", "\0"].map(async (token) => {
      const response = await ask(token);
      return [response.status, Object.fromEntries(response.headers), await response.text()];
    });
    const [first, ...rest] = await Promise.all(pages);
    expect(first?.[0]).toBe(404);
    for (const other of rest) expect(other).toEqual(first);
  });

  it("text of reports as text, and the watermark with it", async () => {
    await db().host.update({ where: { id: web }, data: { name: "<script>alert(1)</script>" } });
    const page = await (await ask(await make({ watermark: "<b>For the board</b>" }))).text();
    await db().host.update({ where: { id: web }, data: { name: "web-77.example.org" } });
    expect(page).not.toMatch(/<script|<b>/);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("&lt;b&gt;For the board&lt;/b&gt;");
  });

  it("a badge where it is offered, and nothing in it but grade and age", async () => {
    const at = "[token]/badge.svg/route.ts";
    const token = await make({ badge: true, password: PASSWORD });
    const response = await ask(token, { at });
    const svg = await response.text();
    expect(response.headers.get("content-type")).toBe("image/svg+xml");
    expect(svg.match(/aria-label="([^"]*)"/)?.[1]).toMatch(/^security posture: grade [A-F], of now$/);
    expect(svg).not.toMatch(/fleet|web-77|<script/);
    expect((await ask(await make({}), { at })).status).toBe(404);
  });
});
