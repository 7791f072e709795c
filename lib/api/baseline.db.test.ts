import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { clearHosts } from "@/lib/commands/evidence/testing";
import { dayOf } from "@/lib/fortress/decision-rules";
import { onEachEngine } from "@/scripts/test/database";
import { changeBaseline, deleteBaseline, readBaseline } from "./endpoints/baseline";
import { readTower } from "./endpoints/hosts";
import { uploadReports } from "./endpoints/reports";
import type { Endpoint } from "./handler";
import { call, freshSecrets, makeToken } from "./testing";

const SAMPLES = path.join("lib", "importers");
const reason = "checked with the package";

onEachEngine("the baseline of a host in the API", () => {
  let forget = () => {};
  let token: { authorization: string };
  beforeAll(async () => {
    forget = freshSecrets();
    token = await makeToken({ role: "manager" });
  });
  afterAll(() => forget());
  beforeEach(clearHosts);

  /** Real reports of a host after an update, without the log that explains its changes. */
  async function bring(): Promise<string> {
    const files = [
      ["aide", "db-04-updated.txt"],
      ["package-files", "db-04.txt"],
    ];
    const body = new FormData();
    for (const [format = "", name = ""] of files) {
      body.append(
        "file",
        new File([fs.readFileSync(path.join(SAMPLES, format, "samples", name))], `db-04--${name}`),
      );
    }
    const response = await call(uploadReports, { headers: token, body });
    return (await response.json()).imports[0].host.id;
  }

  async function ask(endpoint: Endpoint, params: Record<string, string>, body?: object) {
    const headers = { ...token, ...(body && { "content-type": "application/json" }) };
    const response = await call(endpoint, { headers, params, ...(body && { body: JSON.stringify(body) }) });
    return { status: response.status, body: await response.json() };
  }
  const towerOf = async (id: string) => (await ask(readTower, { id, tower: "integrity" })).body;

  it("approves by files, by package and all at once, with the seals that the tower shows", async () => {
    const id = await bring();
    const before = await towerOf(id);
    const [first] = before.exposures.filter((one: { seal: string | null }) => one.seal !== null);
    const wrong = { changes: [{ check: first.check, seal: "x" }], reason };
    expect(await ask(changeBaseline, { id }, wrong)).toMatchObject({
      status: 422,
      body: { code: "changed" },
    });
    const changes = [{ check: first.check, seal: first.seal }];
    expect(await ask(changeBaseline, { id }, { changes, reason })).toEqual({
      status: 201,
      body: { approved: 1, expectation: null },
    });
    const [own] = (await towerOf(id)).packages;
    const whole = { package: own.name, seal: own.seal, reason };
    expect(await ask(changeBaseline, { id }, whole)).toMatchObject({
      status: 201,
      body: { approved: own.files },
    });
    const after = await towerOf(id);
    expect(after.settled).toHaveLength(1 + own.files);
    expect(after.settled[0]).toMatchObject({ settled: "approved", because: expect.stringContaining(reason) });
    const { seal, files } = after.changed;
    expect(await ask(changeBaseline, { id }, { all: true, seal, reason })).toMatchObject({
      status: 201,
      body: { approved: files },
    });
    expect((await towerOf(id)).changed).toBeNull();
    expect((await ask(readBaseline, { id })).body.total).toBe(before.changed.files);
  });

  it("expects by a pattern, and withdraws what was said, once", async () => {
    const id = await bring();
    const pattern = "/usr/share/**";
    const given = { pattern, lastDay: dayOf(Date.now() + 864_000_000), reason };
    const { status, body } = await ask(changeBaseline, { id }, given);
    expect(status).toBe(201);
    expect(body.approved).toBeGreaterThan(0);
    const { settled } = await towerOf(id);
    expect(settled).toHaveLength(body.approved);
    expect(settled[0].expectation).toMatchObject({ id: body.expectation, pattern });
    expect((await ask(readBaseline, { id })).body.items).toMatchObject([
      { id: body.expectation, kind: "expectation", state: "holds", pattern, check: null },
    ]);
    const entry = body.expectation;
    expect(await ask(deleteBaseline, { id, entry })).toMatchObject({
      status: 200,
      body: { state: "withdrawn" },
    });
    expect((await towerOf(id)).settled).toEqual([]);
    expect(await ask(deleteBaseline, { id, entry })).toMatchObject({
      status: 409,
      body: { code: "not-possible" },
    });
  });

  it.each([
    {},
    { reason },
    { reason, all: true },
    { reason, all: false, seal: "x" },
    { reason, changes: [] },
    { reason, package: "jq", seal: "x", pattern: "/etc/cups/**" },
  ])("takes exactly one kind of word: not %j", async (given) => {
    expect((await ask(changeBaseline, { id: await bring() }, given)).status).toBe(400);
  });
});
