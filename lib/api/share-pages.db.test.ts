import { createHash } from "node:crypto";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clearHosts, reportOf, SAMPLES } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { makeShare } from "@/lib/commands/make-share";
import { db } from "@/lib/db";
import { SUMMARY_SECTIONS, type Summary, summarySchema } from "@/lib/exports/summary";
import { fleetSummary } from "@/lib/exports/summary.sample";
import { summaryPdf } from "@/lib/queries/summary-pdf";
import { onEachEngine } from "@/scripts/test/database";
import { pdftotext, selectedIn } from "@/scripts/test/paper";
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

async function makeWhole(given: object): Promise<{ id: string; token: string }> {
  const made = await makeShare(manager, given);
  if (!made.ok) throw new Error(made.text);
  return made;
}
const make = async (given: object): Promise<string> => (await makeWhole(given)).token;

/** As much of everything as there may be, and no two alike: what compresses worst. */
function fullestSummary(): Summary {
  const many = <T>(most: number, one: T, each: (index: number) => Partial<T>): T[] =>
    Array.from({ length: most }, (_, index) => ({ ...one, ...each(index) }));
  const whole = fleetSummary(200);
  const [finding] = whole.findings.top;
  const [decision] = whole.decisions;
  const [plan] = whole.plans;
  const [attestation] = whole.attestations;
  if (!finding || !decision || !plan || !attestation) throw new Error("The sample is not whole.");
  const word = (index: number): string => createHash("sha256").update(String(index)).digest("base64url");
  return summarySchema.parse({
    ...whole,
    comment: Array.from({ length: 46 }, (_, index) => word(index)).join(" "),
    findings: {
      ...whole.findings,
      top: many(20, finding, (n) => ({
        title: `Weakness ${word(n)}`,
        gain: n / 7,
        repair: `Set ${word(n + 500)}`,
      })),
    },
    decisions: many(50, decision, (n) => ({ title: word(n), reason: `${word(n + 60)} ${word(n + 120)}` })),
    plans: many(20, plan, (n) => ({ title: word(n), total: n + 40 })),
    attestations: many(50, attestation, (n) => ({ measure: word(n), byWhom: word(n + 70) })),
    evidence: many(100, whole.evidence[0], (n) => ({ source: word(n), reports: n })),
    trend: Array.from({ length: 400 }, (_, n) => ({
      at: new Date(Date.UTC(2025, 9, 20) + n * 86_400_000).toISOString(),
      proven: 40 + ((n * 37) % 410) / 10,
      possible: 85 + ((n * 13) % 140) / 10,
    })),
  });
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

  it("stays small with all that a summary can hold", async () => {
    const { id, token } = await makeWhole({ hideNames: true });
    const frozen = JSON.parse(JSON.stringify(fullestSummary()));
    await db().share.update({ where: { id }, data: { frozen } });
    const page = await (await ask(token)).text();
    expect(page).toContain("web-200.example.org");
    const bytes = gzipSync(page).length;
    console.log(`The fullest share page has ${page.length} characters, ${bytes} bytes compressed.`);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it("says nothing of what was not chosen, not even that there is none", async () => {
    const all = await (await ask(await make({}))).text();
    const none = await (await ask(await make({ sections: [] }))).text();
    // The first page is whole all the same.
    expect(none).toMatch(/evidence [^<]+ old/);
    expect(all).toMatch(/No decision about a risk is in force[\s\S]*How it is scored/);
    expect(
      none.match(/decision about|plan of repairs|How it is scored|Attested|What the figures rest on/g),
    ).toBe(null);
  });

  it("the manager's words without the links in them", async () => {
    const comment = "See **here**: [our wiki](https://wiki.example.org/secret) and <a href='x'>there</a>.";
    const page = await (await ask(await make({ comment }))).text();
    expect(page).toContain("<strong>here</strong>: our wiki");
    expect(page).not.toMatch(/<a[ >]|wiki\.example/);
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

  const FILE = "[token]/summary.pdf/route.ts";

  it("a file where it is offered, with the same content, for those who see the page", async () => {
    const given = { pdf: "Letter", hideNames: true, watermark: "For web-77", sections: ["evidence"] };
    const token = await make({ ...given, password: PASSWORD });
    const locked = await ask(token, { at: FILE });
    expect([locked.status, locked.headers.get("location")]).toEqual([303, `/s/${token}`]);
    const cookie = (await knock(token, PASSWORD)).headers.get("set-cookie")?.split(";")[0] ?? "";
    const page = await (await ask(token, { headers: { cookie } })).text();
    expect(page).toContain(`<a href="/s/${token}/summary.pdf" class="sm-file"`);
    const response = await ask(token, { at: FILE, headers: { cookie, "x-rampart-address": "192.0.2.1" } });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-length": String(bytes.length),
      "content-disposition": expect.stringMatching(/^attachment; filename="summary-\d{4}-\d\d-\d\d\.pdf"$/),
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "no-store",
      "x-robots-tag": "noindex, nofollow, noarchive",
    });
    expect(bytes.toString("latin1")).toContain("/MediaBox [0 0 612 792]");
    expect(bytes.toString("latin1")).not.toContain(token);
    const { id } = await db().share.findFirstOrThrow({ where: { prefix: token.slice(0, 8) } });
    expect(await db().shareView.findMany({ where: { shareId: id, kind: "file" } })).toMatchObject([
      { network: "192.0.2.0/24" },
    ]);
    if (pdftotext) {
      const text = selectedIn(bytes);
      expect(text).not.toMatch(/web-77|mail-78|example\.org|How it is scored|decision about a risk/);
      // The letters are drawn by lot, and between a pair that is set closer the tool finds the end of a line.
      expect(text).toMatch(/For Host [A-Z]\s?\w/);
    }
    await db().share.update({ where: { id }, data: { revokedAt: new Date() } });
    expect((await ask(token, { at: FILE, headers: { cookie } })).status).toBe(404);
  });

  it("the same bytes of a file after new reports, where it is frozen", async () => {
    const token = await make({ pdf: "A4" });
    const bytesOf = async () => Buffer.from(await (await ask(token, { at: FILE })).arrayBuffer());
    const before = await bytesOf();
    await bring("other-77.example.org", HARDENED);
    // Also where they are not kept any more.
    const { frozen, at } = await db()
      .share.findFirstOrThrow({ where: { prefix: token.slice(0, 8) } })
      .then((row) => ({ frozen: summarySchema.parse(row.frozen), at: row.frozenAt }));
    expect(frozen.at).toBe(at?.toISOString());
    const anew = await summaryPdf(frozen, { paper: "A4", sections: SUMMARY_SECTIONS, watermark: "" });
    expect((await bytesOf()).equals(before)).toBe(true);
    expect(before.equals(anew)).toBe(true);
    await db().host.deleteMany({ where: { name: "other-77.example.org" } });
  });

  it("nothing of a file that is not offered", async () => {
    const gone = await ask(`rms_${"x".repeat(43)}`);
    const none = await ask(await make({}), { at: FILE });
    expect([none.status, await none.text()]).toEqual([404, await gone.text()]);
  });

  it("a badge where it is offered, and nothing in it but grade and age", async () => {
    const at = "[token]/badge.svg/route.ts";
    const token = await make({ badge: true, password: PASSWORD });
    const response = await ask(token, { at });
    const svg = await response.text();
    expect(response.headers.get("content-type")).toBe("image/svg+xml");
    expect(svg.match(/aria-label="([^"]*)"/)?.[1]).toMatch(/^security posture: grade [A-F], today$/);
    expect(svg).not.toMatch(/fleet|web-77|<script/);
    expect((await ask(await make({}), { at })).status).toBe(404);
  });
});
