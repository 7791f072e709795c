/** A link tells of its scope alone, by every route below it, and opens nothing beside it. */
import fs from "node:fs";
import path from "node:path";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDoor, SHARE_COOKIE } from "@/lib/auth/share-door";
import { attestMeasure } from "@/lib/commands/attest-measure";
import { editHost } from "@/lib/commands/edit-host";
import { clearHosts, reportOf, SAMPLES } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { makePlan } from "@/lib/commands/make-plan";
import { makeShare } from "@/lib/commands/make-share";
import { proposeDecision } from "@/lib/commands/propose-decision";
import { db } from "@/lib/db";
import { dayOf } from "@/lib/fortress/decision-rules";
import { openShare, readShared } from "@/lib/queries/open-share";
import { onEachEngine } from "@/scripts/test/database";
import { pdftotext, selectedIn } from "@/scripts/test/paper";
import { viewerWith } from "@/scripts/test/viewers";
import { ENDPOINTS } from "./endpoints";
import { call, freshSecrets, ORIGIN } from "./testing";

const manager = viewerWith("manager", { userId: null });
const DAY = 86_400_000;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const WORDS = { sections: ["towers", "findings", "plans", "decisions", "evidence", "method"] };
/** Everything of this is beyond the link, and nowhere in it. */
const BEYOND = /mail-78|db-79|Beyond|manager@example\.org/;

/** Every route below a link: `badge.svg/route.ts` and the like. */
const ROUTES = fs
  .readdirSync("app/s/[token]", { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .sort();

async function bring(name: string, sample: (typeof SAMPLES)[number]): Promise<string> {
  const files = [reportOf({ name, hostid: name }, sample, 1)];
  const [outcome] = await importReports(manager, { files, via: "api" });
  return outcome?.host?.id ?? "";
}

async function make(given: object): Promise<string> {
  const made = await makeShare(manager, { ...WORDS, badge: true, pdf: "A4", ...given });
  if (!made.ok) throw new Error(made.text);
  return made.token;
}

/** What a route says to whoever has the link, as text; a file as what can be selected in it. */
async function said(file: string, token: string): Promise<string> {
  const { GET } = await import(path.resolve("app/s/[token]", file));
  const request = new Request(`${ORIGIN}/s/${token}`);
  const response: Response = await GET(request, { params: Promise.resolve({ token }) });
  const headers = JSON.stringify([...response.headers]);
  if (response.headers.get("content-type") !== "application/pdf") return headers + (await response.text());
  if (!pdftotext) return headers;
  return headers + selectedIn(await response.bytes());
}

async function findingOf(hostId: string): Promise<{ id: string; key: string }> {
  return db().finding.findFirstOrThrow({ where: { hostId, state: "open" }, orderBy: { gain: "desc" } });
}

const sure = <T extends { ok: boolean }>(result: T): T => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result;
};

/** Plans, decisions and attestations about hosts, called so. */
async function decideAbout(hosts: string[], name: string): Promise<void> {
  const findings = await Promise.all(hosts.map(findingOf));
  sure(await makePlan(manager, { title: `${name} plan`, of: { findings: findings.map(({ id }) => id) } }));
  const decision = {
    key: findings[0]?.key,
    treatment: "accept",
    scope: "hosts",
    hosts,
    reason: `${name} reason`,
  };
  const proposal = { ...decision, lastDay: dayOf(Date.now() + 10 * DAY) };
  sure(await proposeDecision(viewerWith("analyst", { userId: uuid() }), proposal));
  await db().decision.updateMany({ data: { state: "approved", fromAt: new Date(), decidedBy: "the chief" } });
  const statement = {
    measure: "auditing.external-analysis",
    statement: "Reviewed on site.",
    by: `${name} auditors`,
  };
  const days = { day: dayOf(Date.now() - DAY), lastDay: dayOf(Date.now() + 10 * DAY) };
  sure(await attestMeasure(manager, { ...statement, ...days, scope: "hosts", hosts }));
}

onEachEngine("the scope of a link", () => {
  let forget = () => {};
  let web: string;
  let mail: string;
  beforeAll(async () => {
    forget = freshSecrets();
    await clearHosts();
    web = await bring("web-77", SAMPLES[0]);
    mail = await bring("mail-78", SAMPLES[2]);
    await bring("db-79", SAMPLES[2]);
    await decideAbout([mail], "Beyond");
    sure(await editHost(manager, { host: mail, addGroup: "Beyond all" }));
    await make({ title: "Beyond links" });
  });
  afterAll(() => forget());

  it("is looked at by every route that there is", () => {
    expect(ROUTES).toEqual(["[...rest]/route.ts", "badge.svg/route.ts", "route.ts", "summary.pdf/route.ts"]);
  });

  it.each([
    ["frozen", { scope: "host" }],
    ["live", { scope: "host", frozen: false }],
    ["chosen by a filter", { scope: "hosts", query: "q=web" }],
  ])("%s: no id, no name, no title of anything else, by any route", async (_name, given) => {
    const token = await make({ ...given, hostId: web });
    for (const route of ROUTES) {
      const text = await said(route, token);
      expect(text, route).not.toMatch(BEYOND);
      expect(text, route).not.toMatch(UUID);
      // The page leads to its own file, and nowhere else does the token stand.
      const places = text.split(token).length - 1;
      expect(places, route).toBe(route === "route.ts" ? 1 : 0);
      if (route === "route.ts") expect(text).toContain(`href="/s/${token}/summary.pdf"`);
    }
  });

  it("counts what is within it alone, whatever it has in common with others", async () => {
    await decideAbout([web, mail], "Common");
    const share = await openShare(await make({ scope: "host", hostId: web, frozen: false }));
    const seen = share && (await readShared(share));
    const findings = await db().finding.count({
      where: { hostId: web, state: { in: ["open", "reopened"] } },
    });
    expect(seen).toMatchObject({
      hosts: 1,
      findings: { open: findings },
      plans: [{ title: "Common plan", total: 1 }],
      decisions: [{ reason: "Common reason", hosts: 1 }],
      attestations: [{ byWhom: "Common auditors", hosts: 1 }],
      evidence: [{ hosts: 1, reports: 1 }],
      silent: { total: 1 },
    });
    expect(seen?.grades.reduce((sum, { hosts }) => sum + hosts, 0)).toBe(1);
  });

  it("opens no way into the API: its token and its cookie are those of nobody", async () => {
    const made = sure(await makeShare(manager, { password: "a moat and a bridge" }));
    const token = made.ok ? made.token : "";
    const share = await openShare(token);
    if (!share) throw new Error("The link is not open.");
    const cookie = `${SHARE_COOKIE}=${openDoor(share, Date.now())}`;
    const senders: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { cookie }];
    const asked = ENDPOINTS.filter(({ action }) => action !== null);
    expect(asked.length).toBeGreaterThan(40);
    for (const endpoint of asked) {
      for (const headers of senders) {
        const { status } = await call(endpoint, { headers, params: { id: share.id } });
        expect(status, endpoint.name).toBe(401);
      }
    }
  });
});
