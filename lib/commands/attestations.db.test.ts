import { beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { MOST_DAYS } from "@/lib/fortress/attesting";
import {
  attestationQuerySchema,
  findAttestation,
  listAttestations,
  unattestedMeasures,
  wordsOnHost,
} from "@/lib/queries/attestations";
import { readFortress } from "@/lib/queries/fortress";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { attestMeasure } from "./attest-measure";
import { editHost } from "./edit-host";
import { endAttestations } from "./end-attestations";
import { clearHosts, expectConsistent, reportOf } from "./evidence/testing";
import { importReports } from "./import-report";
import { refreshScores } from "./refresh-scores";
import { withdrawAttestation } from "./withdraw-attestation";

const DAY = 86_400_000;
/** Twenty past ten in the morning of a day of November 2026. */
const at = (day: number): number => Date.UTC(2026, 10, day, 10, 20);
const ANALYSIS = "auditing.external-analysis";
/** Lynis tells how many packages there are: a report decides it. */
const MINIMAL = "hardening.minimal-installation";
const manager = viewerWith("manager");
const boundTo = (hosts: string[]): Viewer => viewerWith("manager", { kind: "token", hosts });

async function bring(name: string, day = 1): Promise<string> {
  const file = reportOf({ name, hostid: name, hostid2: name }, "db-02-hardened.dat", day);
  const [outcome] = await importReports(manager, { files: [file], via: "api", now: at(day) + 3_600_000 });
  if (!outcome?.host) throw new Error("no host");
  return outcome.host.id;
}

const given = (hosts: string[], more: object = {}) => ({
  measure: ANALYSIS,
  scope: "hosts",
  hosts,
  statement: "Reviewed on site against the internal standard.",
  by: "Audit Partners",
  day: "2026-11-02",
  lastDay: "2026-11-20",
  ...more,
});

async function attest(hosts: string[], more: object = {}, now = at(3), viewer = manager) {
  const result = await attestMeasure(viewer, given(hosts, more), now);
  if (!result.ok) throw new Error(result.text);
  return result.id;
}

/** As every page shows it. */
async function shown(hostId: string, id = ANALYSIS) {
  const fortress = await readFortress(manager, hostId);
  const measure = fortress?.score.measures.find((one) => one.id === id);
  const { proven } = await db().host.findUniqueOrThrow({ where: { id: hostId } });
  expect(fortress?.score.measured?.proven).toBeCloseTo(proven ?? -1, 6);
  return { status: measure?.status, because: measure?.because, proven: proven ?? 0 };
}

const eventsOf = async (hostId: string) =>
  (await db().event.findMany({ where: { hostId, reportId: null }, orderBy: { at: "asc" } })).map(
    ({ kind, key, actor, at: time }) => ({ kind, key, actor, at: time.getTime() }),
  );

const states = async (viewer: Viewer, now: number, query: object = { state: "all" }) =>
  (await listAttestations(viewer, attestationQuerySchema.parse(query), now)).items.map(
    ({ id, state }) => `${id} ${state}`,
  );

onEachEngine("attestations", () => {
  beforeEach(clearHosts);

  it("prove at once what no report speaks of, until the end of their last day", async () => {
    const host = await bring("db-02");
    const before = await shown(host);
    expect(before.status).toBe("unknown");
    await attest([host]);
    const after = await shown(host);
    expect(after).toMatchObject({ status: "in place", because: "Attested by Audit Partners." });
    expect(after.proven).toBeGreaterThan(before.proven);
    await refreshScores(Date.UTC(2026, 10, 20, 23, 59));
    expect((await shown(host)).status).toBe("in place");
    await refreshScores(Date.UTC(2026, 10, 21));
    expect((await shown(host)).status).toBe("unknown");
    await expectConsistent();
  });

  it("end by themselves: the host is scored, its history and its maker are told, all of it once", async () => {
    const host = await bring("db-02");
    const { id: userId, email } = await makePerson("manager");
    const id = await attest([host], { lastDay: "2026-12-20" }, at(3), { ...manager, userId, actor: email });
    const proven = (await shown(host)).proven;
    const told = async () =>
      (await db().notice.findMany({ where: { userId }, orderBy: { at: "asc" } })).map(
        ({ kind, href, hostId }) => [kind, href, hostId],
      );
    const end = Date.UTC(2026, 11, 21);
    expect(await endAttestations(end - 15 * DAY)).toEqual({ ending: 0, ended: 0, rescored: 0 });
    await endAttestations(end - 14 * DAY);
    await endAttestations(end - DAY);
    expect(await told()).toEqual([["attestation-ending", `/attestations/${id}`, host]]);
    expect(await endAttestations(end)).toEqual({ ending: 0, ended: 1, rescored: 1 });
    expect((await shown(host)).status).toBe("unknown");
    expect((await shown(host)).proven).toBeLessThan(proven);
    expect(await endAttestations(end + DAY)).toEqual({ ending: 0, ended: 0, rescored: 0 });
    expect((await told()).slice(1)).toEqual([["attestation-ended", `/attestations/${id}`, host]]);
    expect(await eventsOf(host)).toEqual([
      { kind: "attested", key: `measure:${ANALYSIS}`, actor: email, at: at(3) },
      { kind: "unattested", key: `measure:${ANALYSIS}`, actor: null, at: end },
    ]);
  });

  it("tell managers where nobody at a screen made them, and nobody where a later one says the same", async () => {
    const host = await bring("db-02");
    const { id: userId } = await makePerson("administrator");
    const { id: viewerId } = await makePerson("viewer");
    const first = await attest([host], { lastDay: "2026-12-20" });
    const end = Date.UTC(2026, 11, 21);
    await endAttestations(end - 2 * DAY);
    expect(await db().notice.count({ where: { userId, kind: "attestation-ending" } })).toBe(1);
    expect(await db().notice.count({ where: { userId: viewerId } })).toBe(0);
    const next = await attest([host], { day: "2026-12-18", lastDay: "2027-01-31" }, end - 2 * DAY);
    await endAttestations(end);
    expect(await db().notice.count({ where: { userId, kind: "attestation-ended" } })).toBe(0);
    expect((await shown(host)).status).toBe("in place");
    expect(await states(manager, end)).toEqual([`${next} holds`, `${first} ended`]);
  });

  it("can be withdrawn, once", async () => {
    const host = await bring("db-02");
    const before = await shown(host);
    const id = await attest([host]);
    expect(await withdrawAttestation(manager, { attestation: id }, at(4))).toMatchObject({
      ok: true,
      hosts: 1,
    });
    expect(await shown(host)).toEqual(before);
    expect(await withdrawAttestation(manager, { attestation: id }, at(4))).toMatchObject({
      reason: "not-possible",
    });
    expect((await eventsOf(host)).map(({ kind }) => kind)).toEqual(["attested", "unattested"]);
    expect(await endAttestations(at(30))).toEqual({ ending: 0, ended: 0, rescored: 0 });
  });

  it("never overrule a report", async () => {
    const host = await bring("db-02");
    const before = await shown(host, MINIMAL);
    expect(await attestMeasure(manager, given([host], { measure: MINIMAL }), at(3))).toMatchObject({
      reason: "not-possible",
      text: expect.stringContaining("db-02"),
    });
    await attestMeasure(manager, { ...given([]), measure: MINIMAL, scope: "fleet" }, at(3));
    expect(await shown(host, MINIMAL)).toMatchObject({ status: before.status });
    expect(await db().attestation.count()).toBe(1);
  });

  it("are about a group as it is at the time, and about the fleet", async () => {
    const [web, mail] = [await bring("web-01"), await bring("mail-01")];
    await editHost(manager, { host: web, addGroup: "Front" });
    const { id: group } = await db().group.findFirstOrThrow();
    const id = await attest([], { scope: "group", group });
    expect([(await shown(web)).status, (await shown(mail)).status]).toEqual(["in place", "unknown"]);
    await editHost(manager, { host: mail, addGroup: "Front" });
    // Joining a group scores by the clock on the wall.
    await db().host.updateMany({ data: { scoredAt: new Date(at(3)) } });
    await refreshScores(at(4));
    expect((await shown(mail)).status).toBe("in place");
    expect((await findAttestation(manager, id, at(4)))?.hosts.total).toBe(2);
    await attest([], { scope: "fleet" });
    const other = await bring("new-01", 5);
    expect((await shown(other)).status).toBe("in place");
    expect(
      await listAttestations(manager, attestationQuerySchema.parse({ host: other }), at(5)),
    ).toMatchObject({
      total: 1,
      items: [{ scope: "fleet" }],
    });
    expect((await unattestedMeasures(manager, at(5))).map((one) => one.id)).not.toContain(ANALYSIS);
  });

  it("show whose word counts, the latest, and what nobody attests", async () => {
    const host = await bring("db-02");
    expect(await unattestedMeasures(manager, at(3))).toContainEqual({
      id: ANALYSIS,
      title: "Analysis by an external auditor or a colleague",
      tower: "auditing",
      hosts: 1,
      of: 1,
    });
    await attest([host], { by: "Ann" });
    const later = await attest([host], { by: "Bea" }, at(4));
    expect((await shown(host)).because).toBe("Attested by Bea.");
    expect((await wordsOnHost(manager, host, at(4))).get(ANALYSIS)).toMatchObject({ id: later, by: "Bea" });
  });

  it("are for managers, within their hosts", async () => {
    const [web, mail] = [await bring("web-01"), await bring("mail-01")];
    const bound = boundTo([web]);
    expect(await attestMeasure(viewerWith("analyst"), given([web]), at(3))).toMatchObject({
      reason: "forbidden",
    });
    expect(await attestMeasure(bound, given([mail]), at(3))).toMatchObject({ reason: "not-found" });
    expect(await attestMeasure(bound, given([web, mail]), at(3))).toMatchObject({ reason: "not-found" });
    expect(await attestMeasure(bound, given([], { scope: "fleet" }), at(3))).toMatchObject({
      reason: "forbidden",
    });
    const own = await attest([web], {}, at(3), bound);
    const both = await attest([web, mail]);
    const strange = await attest([mail]);
    expect((await states(bound, at(4))).sort()).toEqual([`${own} holds`, `${both} holds`].sort());
    const seen = await findAttestation(bound, both, at(4));
    expect(seen?.hosts).toEqual({ total: 1, first: [{ id: web, name: "web-01" }] });
    expect(await findAttestation(bound, strange, at(4))).toBeNull();
    expect(await withdrawAttestation(bound, { attestation: both }, at(4))).toMatchObject({
      reason: "forbidden",
    });
    expect(await withdrawAttestation(bound, { attestation: strange }, at(4))).toMatchObject({
      reason: "not-found",
    });
    expect(await withdrawAttestation(viewerWith("viewer"), { attestation: own }, at(4))).toMatchObject({
      reason: "forbidden",
    });
    expect(await withdrawAttestation(bound, { attestation: own }, at(4))).toMatchObject({ ok: true });
    expect(await states(bound, at(4), { host: mail })).toEqual([]);
  });

  it("have a day, an end and words", async () => {
    const host = await bring("db-02");
    const unknown = "01a20757-aaf8-7284-b1a3-323be85e9adf";
    const latest = new Date(Date.UTC(2026, 10, 2) + MOST_DAYS * DAY).toISOString().slice(0, 10);
    const tooLate = new Date(Date.UTC(2026, 10, 3) + MOST_DAYS * DAY).toISOString().slice(0, 10);
    const faults: [object, string][] = [
      [{ lastDay: "2026-11-02" }, "form"],
      [{ lastDay: tooLate }, "form"],
      [{ lastDay: "2026-02-30" }, "form"],
      [{ day: "2026-11-05" }, "form"],
      [{ statement: " short " }, "form"],
      [{ by: "" }, "form"],
      [{ hosts: [] }, "form"],
      [{ hosts: [unknown] }, "not-found"],
      [{ hosts: ["x"] }, "form"],
      [{ scope: "group" }, "form"],
      [{ scope: "group", group: unknown }, "not-found"],
      [{ measure: "auditing.nothing" }, "not-found"],
      [{ measure: "__proto__" }, "not-found"],
    ];
    for (const [fault, reason] of faults) {
      expect(await attestMeasure(manager, given([host], fault), at(3)), JSON.stringify(fault)).toMatchObject({
        ok: false,
        reason,
      });
    }
    expect(await db().attestation.count()).toBe(0);
    const id = await attest([host], {
      lastDay: latest,
      statement: "Seen\0 by\r\nus \ud800and others",
      by: "A\nB",
    });
    expect(await findAttestation(manager, id, at(3))).toMatchObject({
      statement: "Seen by\nus and others",
      by: "A B",
      lastDay: latest,
      at: "2026-11-02T00:00:00.000Z",
    });
  });
});
