import { v7 as uuid } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { attachFile } from "@/lib/commands/attach-file";
import { commentOnFinding, removeComment } from "@/lib/commands/comment-on-finding";
import { clearHosts, reportOf } from "@/lib/commands/evidence/testing";
import { importReports } from "@/lib/commands/import-report";
import { watchFinding } from "@/lib/commands/watch-finding";
import { workOnFindings } from "@/lib/commands/work-on-findings";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { findingIdOf, readFinding, seesChange } from "./finding";
import { readEvidence } from "./finding-evidence";
import { findFinding } from "./findings";
import { hostEvents } from "./history";

const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour);
const WEB = { name: "web-01", hostid: "web" };
/** The upgrade of web-01 repaired it. */
const REPAIRED = "lynis:BOOT-5180";
const analyst = viewerWith("analyst");
const manager = viewerWith("manager");
const stranger = viewerWith("administrator", { kind: "token", hosts: [uuid()] });

async function bring(sample: "web-01-before-upgrade.dat" | "web-01-after-upgrade.dat", day: number) {
  const files = [reportOf(WEB, sample, day)];
  const [outcome] = await importReports(manager, { files, via: "api", now: at(day) });
  expect(outcome?.status).toBe("imported");
  return outcome?.report?.id ?? "";
}

async function theFinding(): Promise<{ id: string; hostId: string }> {
  const { id: hostId } = await db().host.findFirstOrThrow();
  const id = await findingIdOf(manager, hostId, REPAIRED);
  if (!id) throw new Error("no finding");
  return { id, hostId };
}

const work = async (change: object, when: number, why = "") =>
  expect(await workOnFindings(analyst, { ids: [(await theFinding()).id], change, why }, when)).toMatchObject({
    changed: 1,
  });

/** The history as `<kind> <state or what else it says> by <who>: <why>`, the oldest first. */
async function told(): Promise<string[]> {
  const { id } = await theFinding();
  const view = await readFinding(manager, id);
  return (view?.history ?? []).toReversed().map((entry) => {
    const what = [
      entry.kind === "closed" ? entry.state : null,
      entry.report && `in ${entry.report.tool} of ${entry.report.observedAt.slice(0, 10)}`,
      entry.assignee && `to ${entry.assignee.name}`,
      entry.due && `${entry.due.at?.slice(0, 10) ?? "never"} ${entry.due.byHand ? "by hand" : "by level"}`,
      entry.labels?.join("+"),
      entry.decision?.treatment,
      entry.plan?.title,
      entry.file?.filename,
      entry.comment && (entry.comment.text || "(removed)"),
      entry.actor && `by ${entry.actor.split("@")[0]}`,
      entry.reason && `because ${entry.reason}`,
    ];
    return [entry.kind, ...what.filter(Boolean)].join(" ");
  });
}

async function decide(hostIds: string[], more: object): Promise<string> {
  const id = uuid();
  await db().decision.create({
    data: {
      ...{
        id,
        treatment: "accept",
        key: REPAIRED,
        title: "X",
        severity: "low",
        reason: "The network is closed.",
      },
      ...{ scope: "hosts", state: "proposed", actor: "bo@example.org", proposedAt: new Date(at(4)) },
      untilAt: new Date(at(30)),
      hosts: { create: hostIds.map((hostId) => ({ hostId })) },
      ...more,
    },
  });
  return id;
}

onEachEngine("one finding", () => {
  beforeEach(async () => {
    await db().decision.deleteMany();
    await db().plan.deleteMany();
    await clearHosts();
    await bring("web-01-before-upgrade.dat", 1);
  });

  it("tells reports, people and decisions in one line, each with who, when, what and why", async () => {
    const { id: bo } = await makePerson("analyst");
    const { id, hostId } = await theFinding();
    await work({ assignee: bo }, at(2, 1), "She knows GRUB.");
    await work({ state: "in-progress", due: "2026-11-20" }, at(2, 2));
    await work({ addLabels: ["grub", "boot"] }, at(2, 3));
    await commentOnFinding(analyst, { finding: id, text: "Done on Monday." }, at(3, 1));
    const taken = await commentOnFinding(analyst, { finding: id, text: "A slip." }, at(3, 2));
    if (taken.ok) await removeComment(analyst, { comment: taken.id }, at(3, 3));
    await attachFile(analyst, { findingId: id, filename: "log.txt", bytes: Buffer.from("ok") }, at(3, 4));
    await decide([hostId], {
      ...{
        state: "withdrawn",
        decidedAt: new Date(at(5)),
        decidedBy: "di@example.org",
        answer: "Until then.",
      },
      ...{ fromAt: new Date(at(5)), endedAt: new Date(at(6)), endedBy: "bo@example.org" },
    });
    const plan = { id: uuid(), title: "Spring", actor: "x" };
    await db().plan.create({ data: plan });
    await db().planFinding.create({ data: { planId: plan.id, findingId: id, addedAt: new Date(at(7)) } });
    await work({ due: null }, at(7, 13));
    await work({ state: "fixed" }, at(8), "Password set.");
    await bring("web-01-before-upgrade.dat", 9);
    await work({ state: "fixed" }, at(10));
    const proof = await bring("web-01-after-upgrade.dat", 12);
    const lynis = "in Lynis 3.1.4";
    const now = await told();
    expect(now.map((line) => line.replace(/Lynis [\d.]+/, "Lynis 3.1.4"))).toEqual([
      `opened ${lynis} of 2026-11-01`,
      "assigned to A analyst by analyst because She knows GRUB.",
      "due 2026-11-20 by hand by analyst",
      "started by analyst",
      "labelled boot+grub by analyst",
      "commented Done on Monday. by analyst",
      "commented (removed) by analyst",
      "attached log.txt by analyst",
      "decision-proposed accept by bo because The network is closed.",
      "decision-approved accept by di because Until then.",
      "decision-withdrawn accept by bo",
      "planned Spring",
      // It only informs: no service level asks for its repair.
      "due never by level by analyst",
      "fixed by analyst because Password set.",
      `reopened ${lynis} of 2026-11-09`,
      "fixed by analyst",
      `closed verified ${lynis} of 2026-11-12`,
    ]);
    const view = await readFinding(manager, id);
    expect(view).toMatchObject({
      ...{ state: "verified", reopened: 1, plans: [{ title: "Spring" }], files: [{ filename: "log.txt" }] },
      ...{ comments: [{ text: "Done on Monday." }, { text: "" }], labels: ["boot", "grub"] },
    });
    expect(view?.history[0]?.report?.id).toBe(proof);
    const kinds = (await hostEvents(manager, hostId, { key: REPAIRED })).map(
      ({ kind, detail }) => `${kind} ${detail}`,
    );
    expect(kinds).toEqual(
      expect.arrayContaining([
        ...["commented null", "assigned to A analyst", "labelled boot, grub", "attached log.txt"],
      ]),
    );
  });

  it("shows what each source says now, with the report that says it", async () => {
    const { id } = await theFinding();
    const finding = await findFinding(manager, id);
    if (!finding) throw new Error("no finding");
    const report = await db().report.findFirstOrThrow();
    expect(await readEvidence(manager, finding)).toMatchObject([
      { source: "lynis", title: "Lynis", reportId: report.id, outcome: "fail" },
    ]);
    await bring("web-01-after-upgrade.dat", 2);
    expect((await readEvidence(viewerWith("viewer"), finding))[0]?.outcome).not.toBe("fail");
  });

  it("takes a decision that waits or holds into account once, and none about another fortress", async () => {
    const { hostId } = await theFinding();
    const id = await decide([hostId], {
      ...{
        state: "approved",
        decidedAt: new Date(at(5)),
        decidedBy: "di@example.org",
        fromAt: new Date(at(5)),
      },
      untilAt: new Date(Date.now() + 86_400_000),
    });
    const event = { id: uuid(), hostId, at: new Date(at(5)), key: REPAIRED, actor: "di@example.org" };
    const data = { treatment: "accept", decision: id, reason: "" };
    await db().event.create({ data: { ...event, kind: "decided", data } });
    await decide([], { scope: "hosts" });
    const kinds = (await told()).map((line) => line.split(" ")[0]);
    expect(kinds).toEqual(["opened", "decision-proposed", "decision-approved"]);
    // A decision that is about the host no longer: that it was, stays known.
    await db().decisionHost.deleteMany();
    expect((await told()).map((line) => line.split(" ")[0])).toEqual(["opened", "decided"]);
  });

  it("is there for those who may see its fortress, and says whether they watch it", async () => {
    const { id, hostId } = await theFinding();
    const { id: userId } = await makePerson("viewer");
    const reader = viewerWith("viewer", { userId });
    await watchFinding(reader, { finding: id, watch: true });
    await watchFinding(reader, { finding: id, watch: true });
    expect(await readFinding(reader, id)).toMatchObject({ watching: true, watchers: 1 });
    expect(await readFinding(manager, id)).toMatchObject({ watching: false, watchers: 1 });
    expect(await readFinding(stranger, id)).toBeNull();
    expect(await findingIdOf(stranger, hostId, REPAIRED)).toBeNull();
    expect(await findingIdOf(manager, "../x", REPAIRED)).toBeNull();
    expect(await findingIdOf(manager, hostId, "lynis:NOTHING-1")).toBeNull();
    for (const one of ["1", uuid(), `${id}'--`]) expect(await readFinding(manager, one)).toBeNull();
  });

  it("lets nobody take back an act of which they see a part only", async () => {
    const { id, hostId } = await theFinding();
    const db02 = { name: "db-02", hostid: "db" };
    const files = [reportOf(db02, "db-02-hardened.dat", 1)];
    await importReports(manager, { files, via: "api", now: at(1) });
    const other = await db().finding.findFirstOrThrow({ where: { hostId: { not: hostId } } });
    const act = async (ids: string[]) => {
      const result = await workOnFindings(analyst, { ids, change: { addLabels: [uuid().slice(0, 8)] } });
      return (result.ok && result.undo) || "";
    };
    const [own, both] = [await act([id]), await act([id, other.id])];
    const bound = viewerWith("manager", { kind: "token", hosts: [hostId] });
    const seen = async (viewer: typeof bound) => [
      await seesChange(viewer, own),
      await seesChange(viewer, both),
    ];
    expect(await seen(manager)).toEqual([true, true]);
    expect(await seen(bound)).toEqual([true, false]);
    expect(await seen(stranger)).toEqual([false, false]);
  });
});
