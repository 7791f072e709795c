/** One running Rampart with its people, for all tests of a worker. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser } from "@playwright/test";
import pg from "pg";
import { startRampart } from "../../scripts/browser/server.mjs";
import { hostileReports } from "./hostile";
import { ADMIN, invite, join, makeFirst, type Role, type State, signIn, somebody } from "./people";
import { manyHosts, realReports, type Upload } from "./samples";

/** `none`: no host and no user yet; `many`: three real hosts and 120 made from them. */
export type Fleet = "none" | "many" | "hostile";
const TOKEN = "an-administrators-token-for-the-journeys";
const ENVIRONMENT = { RAMPART_ADMIN_TOKEN: TOKEN, RAMPART_URL: "" };

/** One file of an upload, as the API answers. */
export interface Imported {
  id: string | null;
  status: "imported" | "duplicate" | "rejected";
  host: { id: string; name: string } | null;
  report: { id: string } | null;
}

export class Rampart {
  private readonly states = new Map<string, Promise<State>>();

  private constructor(
    private server: Awaited<ReturnType<typeof startRampart>>,
    private readonly browser: Browser,
    private readonly env: Record<string, string>,
  ) {}

  /** @param mailServer `smtp://…`; left out: no mail goes out */
  static async start(fleet: Fleet, browser: Browser, mailServer?: string): Promise<Rampart> {
    const data = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-journey-"));
    const mail = mailServer && { RAMPART_SMTP_URL: mailServer, RAMPART_MAIL_FROM: "Rampart <r@example.org>" };
    const env = { ...ENVIRONMENT, ...mail };
    const server = await startRampart({ env, data });
    const rampart = new Rampart(server, browser, env);
    if (fleet === "many") await rampart.bring([...realReports(), ...manyHosts()]);
    if (fleet === "hostile") await rampart.bring(hostileReports());
    return rampart;
  }

  get url(): string {
    return this.server.url;
  }

  /** The printed link that makes the first user. */
  get setUp(): string {
    return this.server.setUp;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    fs.rmSync(this.server.data, { recursive: true, force: true });
  }

  /** Lets time pass: rows are set back while the server rests, and what the clock brings is done when it starts again. */
  async later(sql: string, values: unknown[]): Promise<void> {
    const { data, url } = this.server;
    const client = new pg.Client({ host: path.join(data, "run"), user: "postgres", database: "postgres" });
    await client.connect();
    await client.query(sql, values);
    await client.end();
    await this.server.stop();
    this.server = await startRampart({ env: this.env, data, port: Number(new URL(url).port) });
  }

  /** Reads the API with the token of the environment. */
  async api<T>(path: string): Promise<T> {
    const answer = await fetch(this.url + path, { headers: { authorization: `Bearer ${TOKEN}` } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async bring(files: readonly Upload[]): Promise<Imported[]> {
    const body = new FormData();
    for (const { name, buffer } of files) body.append("file", new Blob([new Uint8Array(buffer)]), name);
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answer = await fetch(`${this.url}/api/v1/reports`, { method: "POST", headers, body });
    if (answer.status !== 201)
      throw new Error(`The upload answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { imports: Imported[] }).imports;
  }

  /** The path of a host's page. */
  async host(name: string): Promise<string> {
    const { items } = await this.api<{ items: { id: string; name: string }[] }>(`/api/v1/hosts?q=${name}`);
    const found = items.find((item) => item.name === name);
    if (!found) throw new Error(`There is no host ${name}.`);
    return `/hosts/${found.id}`;
  }

  /**
   * The id of a finding.
   * @param check as it stands in an address
   */
  async finding(host: string, check: string): Promise<string> {
    const { items } = await this.api<{ items: { id: string }[] }>(
      `/api/v1/findings?host=${host}&check=${check}&state=all`,
    );
    if (!items[0]) throw new Error(`There is no finding ${check}.`);
    return items[0].id;
  }

  /** The path of a host's latest report. */
  async report(name: string): Promise<string> {
    const id = (await this.host(name)).slice("/hosts/".length);
    type Page = { items: { report: { id: string } | null }[] };
    const { items } = await this.api<Page>(`/api/v1/reports?host=${id}&status=imported`);
    if (!items[0]?.report) throw new Error(`There is no report of ${name}.`);
    return `/reports/${items[0].report.id}`;
  }

  /** The cookies of somebody of that role. Each signs in once: sign-ins of one address are counted. */
  signedIn(role: Role): Promise<State> {
    const made =
      this.states.get(role) ?? (role === "administrator" ? this.administrator() : this.invited(role));
    this.states.set(role, made);
    return made;
  }

  private async administrator(): Promise<State> {
    await makeFirst(this.browser, this.setUp, ADMIN);
    return signIn(this.url, ADMIN.email, ADMIN.password);
  }

  private async invited(role: Role): Promise<State> {
    const person = somebody(role);
    const by = await this.signedIn("administrator");
    const context = await this.browser.newContext({ baseURL: this.url, storageState: by });
    const link = await invite(await context.newPage(), person.email, role);
    await context.close();
    return join(this.browser, link, person);
  }
}
