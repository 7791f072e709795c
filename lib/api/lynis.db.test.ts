import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { randomLynisKey } from "@/lib/auth/secrets";
import { viewerOfToken } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { sample, written } from "@/lib/importers/lynis/testing";
import { onEachEngine } from "@/scripts/test/database";
import { listHosts } from "./endpoints/hosts";
import { downloadReport, listReports, uploadReports } from "./endpoints/reports";
import { API_LIMITS } from "./limits";
import { checkLicense, takeReport } from "./lynis";
import { bearer, call, freshSecrets, makeLynisKey, makeToken, ORIGIN, streamOf } from "./testing";

const YESTERDAY = new Date(Date.now() - 86_400_000);
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const IDS = { hostid: "a".repeat(40), hostid2: "b".repeat(64) };

/** As curl writes bytes with `--data-urlencode`. */
const encoded = (value: string | Uint8Array): string =>
  Array.from(typeof value === "string" ? Buffer.from(value) : value, (byte) =>
    /[\w.~-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");

const formOf = (fields: Record<string, string | Uint8Array>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encoded(value)}`)
    .join("&");

let address = "";
let addresses = 0;

async function send(
  handle: typeof checkLicense,
  body: BodyInit,
  headers: Record<string, string> = FORM,
): Promise<{ status: number; text: string; headers: Headers }> {
  const init = {
    method: "POST",
    headers: { ...headers, "x-rampart-address": address },
    body,
    duplex: "half",
  };
  const response = await handle(new Request(`${ORIGIN}/lynis/`, init as RequestInit));
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** How the client reads an answer: two words of the first line. */
const wordOf = ({ text }: { text: string }): string => text.split(/\s+/).slice(0, 2).join(" ");
const license = (licensekey: string) => send(checkLicense, formOf({ licensekey, collector_version: "105" }));
const upload = (licensekey: string, data: string | Uint8Array) =>
  send(takeReport, formOf({ data, licensekey, ...IDS }));
const plain = (hostname: string, header: Record<string, string> = {}): string =>
  written({ header: { hostname, ...header } });

onEachEngine("the Lynis client", () => {
  let forget = () => {};
  let key = "";
  let manager: Record<string, string>;
  beforeAll(async () => {
    forget = freshSecrets();
    key = await makeLynisKey({ role: "analyst" });
    manager = await makeToken({ role: "manager" });
  });
  afterAll(() => forget());
  beforeEach(() => {
    address = `192.0.2.${addresses++}`;
  });

  it("is told that its key is good, then brings a report byte by byte", async () => {
    const told = await license(key);
    expect([told.status, wordOf(told)]).toEqual([200, "Response 100"]);
    // Not UTF-8, with every mark that the encoding knows.
    const bytes = Buffer.from(plain("lynis-1", { auditor: "50% of K\xf6ln + M & N = O" }), "latin1");
    const brought = await upload(key, bytes);
    expect([brought.status, brought.text]).toEqual([
      200,
      "Response 100 The report of lynis-1 is imported.\n",
    ]);
    const [row] = await db().import.findMany({ orderBy: { at: "desc" }, take: 1 });
    expect(row).toMatchObject({ via: "lynis", status: "imported", filename: "lynis-report.dat" });
    expect(row?.actor).toMatch(/^test \(analyst-/);
    const original = await call(downloadReport, { headers: manager, params: { id: row?.reportId ?? "" } });
    expect(Buffer.from(await original.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it("brings what every other way brings: the same file again changes nothing", async () => {
    const bytes = sample("db-02-hardened.dat");
    const first = await call(uploadReports, { headers: manager, body: bytes });
    expect(first.status).toBe(201);
    const again = await upload(key, bytes);
    expect([again.status, again.text]).toEqual([200, "Response 100 The report of db-02 is held already.\n"]);
  });

  it("leaves its key nowhere", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const brought = await upload(key, `${plain("lynis-secret")}license_key=${key}\n`);
    expect(wordOf(brought)).toBe("Response 100");
    const [row] = await db().import.findMany({ orderBy: { at: "desc" }, take: 1 });
    const original = await call(downloadReport, { headers: manager, params: { id: row?.reportId ?? "" } });
    expect(await original.text()).not.toContain(key);
    const kept = await Promise.all([
      db().import.findMany(),
      db().report.findMany(),
      db().auditEvent.findMany(),
      db().apiToken.findMany(),
      db().attempt.findMany(),
    ]);
    expect(JSON.stringify(kept)).not.toContain(key);
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  it("is refused with any other key, at both steps, in the same words", async () => {
    const tokens = await makeToken();
    const keys = {
      wrong: randomLynisKey(),
      empty: "",
      nonsense: "x' or '1'='1",
      revoked: await makeLynisKey({ revokedAt: YESTERDAY }),
      expired: await makeLynisKey({ expiresAt: YESTERDAY }),
      "of a disabled user": await makeLynisKey({ disabled: true }),
      "an API token": tokens.authorization.slice("Bearer ".length),
    };
    const before = await db().import.count();
    for (const [name, bad] of Object.entries(keys)) {
      const [told, brought] = [await license(bad), await upload(bad, plain("lynis-never"))];
      const words = "Response 500 This licence key is not known, has ended or was revoked.\n";
      expect([name, told.status, told.text]).toEqual([name, 200, words]);
      expect([name, brought.status, brought.text]).toEqual([name, 401, words]);
    }
    const demoted = await makeLynisKey({ role: "viewer" });
    expect([wordOf(await license(demoted)), (await upload(demoted, plain("x"))).status]).toEqual([
      "Response 500",
      403,
    ]);
    expect(await db().import.count()).toBe(before);
  });

  it("has a key that is no Bearer token, and no session counts for it", async () => {
    expect(await viewerOfToken(key)).toBeNull();
    for (const endpoint of [listHosts, listReports]) {
      expect((await call(endpoint, { headers: bearer(key) })).status).toBe(401);
    }
    expect((await call(uploadReports, { headers: bearer(key), body: plain("x") })).status).toBe(401);
    const headers = { ...FORM, ...(await makeToken()) };
    const body = formOf({ data: plain("x"), licensekey: "" });
    expect((await send(takeReport, body, headers)).status).toBe(401);
  });

  it("reports for no other host than its key is bound to", async () => {
    await upload(key, plain("lynis-bound"));
    const host = await db().host.findFirstOrThrow({ where: { name: "lynis-bound" } });
    const bound = await makeLynisKey({ hosts: [host.id] });
    expect(wordOf(await license(bound))).toBe("Response 100");
    for (const other of ["lynis-1", "lynis-unheard-of"]) {
      const refused = await upload(bound, plain(other, { auditor: "bound" }));
      expect([other, refused.status, wordOf(refused)]).toEqual([other, 403, "Response 500"]);
    }
    expect((await upload(bound, plain("lynis-bound", { auditor: "bound" }))).status).toBe(200);
  });

  it("is told when its report is refused, and people see why", async () => {
    const log = await upload(key, sample("db-02-hardened.log"));
    expect([log.status, log.text]).toEqual([
      422,
      expect.stringMatching(/^Response 500 This is the log of a Lynis run/),
    ]);
    const [row] = await db().import.findMany({ orderBy: { at: "desc" }, take: 1 });
    expect(row).toMatchObject({ status: "rejected", via: "lynis", refusal: { code: "lynis-log" } });
    const before = await db().import.count();
    for (const other of ["no report", '{"Results": []}', "PK\x03\x04"]) {
      expect(await upload(key, other)).toMatchObject({
        status: 422,
        text: "Response 500 This is no report of Lynis.\n",
      });
    }
    expect(await db().import.count()).toBe(before);
  });

  it("sends a form, of which there is an end", async () => {
    const fields = { data: plain("lynis-form"), licensekey: key };
    const wrong: [name: string, status: number, body: BodyInit, headers?: Record<string, string>][] = [
      ["no report", 400, formOf({ licensekey: key })],
      ["an empty report", 400, formOf({ data: "", licensekey: key })],
      ["no key", 400, formOf({ data: fields.data })],
      ["nothing", 400, ""],
      ["a key twice", 400, `${formOf(fields)}&${formOf({ licensekey: key })}`],
      ["broken encoding", 400, `${formOf(fields)}&hostid=%zz`],
      ["encoding that ends", 400, `${formOf(fields)}&hostid=%4`],
      ["a value without a name", 400, `${formOf(fields)}&=1`],
      ["many fields", 400, `${formOf(fields)}${Array.from({ length: 30 }, (_, n) => `&f${n}=1`).join("")}`],
      ["JSON", 415, JSON.stringify(fields), { "content-type": "application/json" }],
      ["no type", 415, Buffer.from(formOf(fields)), {}],
      ["a compressed form", 415, formOf(fields), { ...FORM, "content-encoding": "gzip" }],
      ["a length too large", 413, "", { ...FORM, "content-length": String(API_LIMITS.lynisBytes + 1) }],
      ["a body too large", 413, streamOf(Array(17).fill(new Uint8Array(1024 * 1024).fill(97)))],
    ];
    for (const [name, status, body, headers] of wrong) {
      const refused = await send(takeReport, body, headers);
      expect([name, refused.status, wordOf(refused)]).toEqual([name, status, "Response 500"]);
    }
    const long = formOf({ licensekey: key, collector_version: "1".repeat(5000) });
    expect((await send(checkLicense, long)).status).toBe(413);
    // Older clients send less, newer ones may send more.
    expect((await send(takeReport, formOf({ ...fields, more: "1" }))).status).toBe(200);
  });

  it("may send wrong keys so often, then waits, whatever it sends; other addresses do not", async () => {
    for (let n = 0; n < 60; n++) await upload(randomLynisKey(), "");
    const first = await license(randomLynisKey());
    const then = [first, await license(key), await upload(key, plain("lynis-late"))];
    for (const blocked of then) {
      expect([blocked.status, wordOf(blocked)]).toEqual([429, "Response 500"]);
      expect(Number(blocked.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    address = "198.51.100.1";
    for (let n = 0; n < 70; n++) expect(wordOf(await license(key))).toBe("Response 100");
    await db().attempt.updateMany({ data: { startedAt: YESTERDAY } });
    address = `192.0.2.${addresses - 1}`;
    expect(wordOf(await license(key))).toBe("Response 100");
  });

  it("hears an error number where something breaks, and no more", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const broken = new Request(`${ORIGIN}/lynis/upload/`, { method: "POST", headers: FORM, body: "a=1" });
    vi.spyOn(broken.headers, "get").mockImplementation(() => {
      throw new Error("an inner word");
    });
    const response = await takeReport(broken);
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/^Response 500 .* error id [0-9a-f-]{36}\.\n$/);
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});

it.each(["license", "upload"])("the route of %s only takes what is posted", async (name) => {
  const route = await import(`../../app/lynis/${name}/route.ts`);
  expect(Object.keys(route)).toEqual(["POST"]);
});
