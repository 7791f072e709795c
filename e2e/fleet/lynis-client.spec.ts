/** The unmodified Lynis client against a running Rampart, over TLS: from the page that makes its key to the import. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { startRampart } from "../../scripts/browser/server.mjs";
import { findTools } from "../../scripts/test/tools.mjs";
import { LynisClient } from "../support/lynis-client";
import { ADMIN } from "../support/people";
import { ready } from "../support/test";
import { openTlsFront, type TlsFront } from "../support/tls-front";

/** A Rampart of its own, known by the https address of the proxy before it. */
interface Scene {
  front: TlsFront;
  client: LynisClient;
  page: Page;
  /** Without TLS. */
  url: string;
  log: () => string;
}

/** The client, what it sends with, and what makes the certificate that it meets. */
const TOOLS = findTools(["lynis", "curl", "openssl"]);

const TOKEN = "an-administrators-token-for-the-lynis-client";

const test = base.extend<object, { scene: Scene }>({
  scene: [
    async ({ browser }, use) => {
      const program = TOOLS?.lynis ?? "lynis";
      console.log(`      Lynis ${execFileSync(program, ["--version"], { encoding: "utf8" }).trim()}`);
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-lynis-"));
      const front = await openTlsFront(folder);
      const server = await startRampart({ env: { RAMPART_URL: front.url, RAMPART_ADMIN_TOKEN: TOKEN } });
      front.leadTo(server.url);
      const context = await browser.newContext({ baseURL: front.url, ignoreHTTPSErrors: true });
      const page = ready(await context.newPage());
      await page.goto(/(https:\S+\/set-up\/\S+)/.exec(server.output())?.[1] ?? "");
      await page.getByLabel("Your name").fill(ADMIN.name);
      await page.getByLabel("E-mail address").fill(ADMIN.email);
      await page.getByLabel("Password").fill(ADMIN.password);
      await page.getByRole("button", { name: "Make the first user" }).click();
      await page.waitForURL((url) => url.pathname === "/");
      const client = new LynisClient(program, folder);
      await use({ front, client, page, url: server.url, log: server.output });
      await context.close();
      await server.stop();
      await front.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 600_000 },
  ],
});

test.describe.configure({ mode: "serial", timeout: 600_000 });

/** One that is left out, and not skipped, where the client cannot be had: `findTools` has said so. */
const journey: typeof test = TOOLS ? test : Object.assign(() => undefined, test);

/** Makes a key on the page, as people do. @returns the lines that it shows once */
async function makeKey(page: Page, name: string, host?: string): Promise<string> {
  await page.goto("/tokens");
  await page.getByRole("link", { name: "New Lynis key" }).click();
  await page.getByLabel("Name").fill(name);
  if (host) await page.getByRole("checkbox", { name: host }).check();
  await page.getByRole("button", { name: "Make the key" }).click();
  return (
    await page.getByRole("status").filter({ hasText: "shown only now" }).locator("pre").innerText()
  ).trim();
}

interface Import {
  status: string;
  via: string;
  actor: string;
  host: { name: string } | null;
  report: { id: string; tool: string } | null;
}

async function ask(url: string, place: string): Promise<Response> {
  const answer = await fetch(url + place, { headers: { authorization: `Bearer ${TOKEN}` } });
  if (!answer.ok) throw new Error(`${place} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

const imports = async ({ url }: Scene): Promise<Import[]> =>
  (await (await ask(url, "/api/v1/reports")).json()).items;

const HARDENED = path.join("lib", "importers", "lynis", "samples", "db-02-hardened.dat");
/** The lines of the key that the first test made. */
let profile = "";
const keyOf = (lines: string): string => /^license-key=(.*)$/m.exec(lines)?.[1] ?? "";
/** Without it curl trusts the authorities of the machine only. */
const trusting = ({ front }: Scene) => ({ CURL_CA_BUNDLE: front.authority });

journey("three lines from the page, and an audit brings itself", async ({ scene }) => {
  const { client, front, page } = scene;
  profile = await makeKey(page, "web servers");
  expect(profile.split("\n")).toEqual([
    expect.stringMatching(/^license-key=[0-9a-f-]{36}$/),
    `upload-server=${new URL(front.url).host}/lynis`,
    "upload-options=--fail",
  ]);
  const { exit, output } = await client.audit(profile, trusting(scene));
  expect(output).toMatch(/License check.*\[ DONE \]/);
  expect(output).toMatch(/Data upload.*\[ DONE \]/);
  // With warnings it ends with 78.
  expect([0, 78]).toContain(exit);
  expect(front.asked.filter((line) => line.includes(" /lynis/"))).toEqual([
    "POST /lynis/license/ 200",
    "POST /lynis/upload/ 200",
  ]);
  const [brought, ...others] = await imports(scene);
  expect(others).toEqual([]);
  const report = fs.readFileSync(client.report, "latin1");
  const hostname = /^hostname=(.*)$/m.exec(report)?.[1];
  expect(brought).toMatchObject({ status: "imported", via: "lynis", host: { name: hostname } });
  expect(brought?.report?.tool).toMatch(/^Lynis \d/);
  expect(brought?.actor).toBe(`web servers (${ADMIN.email})`);
  const original = await ask(scene.url, `/api/v1/reports/${brought?.report?.id}/original`);
  const kept = Buffer.from(await original.arrayBuffer()).toString("latin1");
  expect(kept).not.toContain(keyOf(profile));
  expect(report.replace(/^license_key=.*\n/m, "")).toBe(kept);
  await page.goto("/reports");
  await expect(page.getByRole("main").getByText("Lynis client")).toBeVisible();
});

journey("the same report again is done, with the authority in the profile", async ({ scene }) => {
  const own = profile.replace("--fail", `--fail --cacert ${scene.front.authority}`);
  const { exit, output } = await scene.client.upload(own);
  expect(output).toMatch(/Data upload.*\[ DONE \]/);
  expect(exit).toBe(0);
  expect(await imports(scene)).toHaveLength(1);
});

journey("an authority that it does not know stops the client", async ({ scene }) => {
  const { exit, output } = await scene.client.upload(profile);
  expect(output).toContain("Error (60)");
  expect(exit).toBe(1);
});

journey("the client says that a report is refused", async ({ scene }) => {
  const { client, url } = scene;
  const body = fs.readFileSync(HARDENED);
  const headers = { authorization: `Bearer ${TOKEN}` };
  expect((await fetch(`${url}/api/v1/reports`, { method: "POST", headers, body })).status).toBe(201);
  const bound = await makeKey(scene.page, "only db-02", "db-02");
  const { output } = await client.upload(bound, trusting(scene));
  expect(output).toMatch(/License check.*\[ DONE \]/);
  expect(output).toMatch(/Data upload.*\[ FAILED \]/);
  expect(output).toMatch(/Related exit code: .*22/);
  expect(scene.front.asked.at(-1)).toBe("POST /lynis/upload/ 403");
});

journey("a revoked key ends at the licence check, and is written down nowhere", async ({ scene }) => {
  const { client, page } = scene;
  const lines = await makeKey(page, "database servers");
  await page.goto("/tokens");
  await page.getByRole("row", { name: "database servers" }).getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke the key" }).click();
  await expect(page.getByText("database servers is revoked.")).toBeVisible();
  fs.copyFileSync(HARDENED, client.report);
  const { exit, output } = await client.upload(lines, trusting(scene));
  expect(output).toContain("Error while checking the license.");
  expect(exit).toBe(1);
  expect(scene.front.asked.at(-1)).toBe("POST /lynis/license/ 200");
  expect(scene.log()).not.toContain(keyOf(lines));
});

journey("both addresses answer with and without their slash, and never lead elsewhere", async ({ scene }) => {
  for (const place of ["/lynis/license", "/lynis/license/", "/lynis/upload", "/lynis/upload/"]) {
    const body = new URLSearchParams({ licensekey: "0", data: "x" });
    const answer = await fetch(scene.url + place, { method: "POST", body, redirect: "manual" });
    expect([place, answer.status]).toEqual([place, place.includes("license") ? 200 : 401]);
    expect(await answer.text()).toMatch(/^Response 500 /);
    expect(answer.headers.get("content-security-policy")).toBeNull();
    expect((await fetch(scene.url + place)).status).toBe(405);
  }
});
