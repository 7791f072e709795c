/** Whatever reports, undos, people and the clock do in whatever order: the laws of what people add. */
import fc from "fast-check";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { scoreState } from "@/lib/fortress/reckoning";
import { onEachEngine } from "@/scripts/test/database";
import { makePerson, openTestSecrets } from "@/scripts/test/people";
import { viewerWith } from "@/scripts/test/viewers";
import { answerDecision } from "./answer-decision";
import { clearHosts, expectConsistent, reportOf, SAMPLES } from "./evidence/testing";
import { importReports } from "./import-report";
import { proposeDecision } from "./propose-decision";
import { refreshScores } from "./refresh-scores";
import { undoImport } from "./undo-import";
import { undoWork } from "./undo-work";
import { workOnFindings } from "./work-on-findings";

const manager = viewerWith("manager", { userId: "01a20757-aaf8-7284-b1a3-323be85e9a01" });
const other = viewerWith("manager", {
  userId: "01a20757-aaf8-7284-b1a3-323be85e9a02",
  actor: "other@example.org",
});
const WEB = { name: "web-01", hostid: "web" };
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 1);
const day = fc.integer({ min: 1, max: 25 });
const pick = fc.integer({ min: 0, max: 1000 });

const step = fc.oneof(
  fc.record({ do: fc.constant("bring" as const), day, sample: fc.constantFrom(...SAMPLES.slice(0, 3)) }),
  fc.record({ do: fc.constant("undo import" as const), pick }),
  fc.record({
    do: fc.constant("work" as const),
    picks: fc.array(pick, { minLength: 1, maxLength: 4 }),
    state: fc.constantFrom("open", "in-progress", "fixed", undefined),
    label: fc.constantFrom("red", "green"),
    due: fc.constantFrom("2026-12-01", undefined),
    assign: fc.boolean(),
  }),
  fc.record({ do: fc.constant("work on all" as const), state: fc.constantFrom("in-progress", "fixed") }),
  fc.record({ do: fc.constant("undo work" as const), pick }),
  fc.record({
    do: fc.constant("decide" as const),
    pick,
    treatment: fc.constantFrom("accept", "transfer", "reduce"),
    days: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({ do: fc.constant("clock" as const), hours: fc.integer({ min: -30, max: 300 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

onEachEngine("people and reports", () => {
  let assignee = "";
  beforeAll(async () => {
    openTestSecrets();
    assignee = (await makePerson("analyst")).id;
  });
  beforeEach(clearHosts);

  const findings = () =>
    db().finding.findMany({
      where: { state: { not: "gone" } },
      orderBy: { key: "asc" },
      select: { id: true, key: true, hostId: true },
    });

  async function take(one: Step, now: number): Promise<number> {
    if (one.do === "clock") return Math.max(START, now + one.hours * HOUR);
    if (one.do === "bring") {
      // Nothing is from the future: such a report counts as received.
      await importReports(manager, { files: [reportOf(WEB, one.sample, one.day)], via: "api", now });
      return now;
    }
    if (one.do === "undo import") {
      const imports = await db().import.findMany({ where: { status: "imported" }, orderBy: { id: "asc" } });
      const chosen = imports[one.pick % imports.length];
      if (chosen) await undoImport(manager, chosen.id, now);
      return now;
    }
    if (one.do === "undo work") {
      const changes = await db().bulkChange.findMany({ orderBy: { id: "asc" }, select: { id: true } });
      const chosen = changes[one.pick % changes.length];
      if (chosen) await undoWork(manager, chosen.id, now);
      return now;
    }
    if (one.do === "work on all") {
      await workOnFindings(manager, { query: {}, change: { state: one.state } }, now);
      return now;
    }
    const here = await findings();
    if (here.length === 0) return now;
    const chosen = (n: number) => here[n % here.length];
    if (one.do === "work") {
      const change = {
        ...(one.state && { state: one.state }),
        ...(one.due && { due: one.due }),
        ...(one.assign && { assignee }),
        addLabels: [one.label],
      };
      await workOnFindings(manager, { ids: one.picks.map((n) => chosen(n)?.id), change }, now);
      return now;
    }
    const about = chosen(one.pick);
    const lastDay = new Date(now + one.days * 24 * HOUR).toISOString().slice(0, 10);
    const proposed = await proposeDecision(
      manager,
      {
        treatment: one.treatment,
        key: about?.key,
        scope: "hosts",
        hosts: [about?.hostId],
        reason: "It is as it is.",
        lastDay,
        ...(one.treatment === "transfer" && { thirdParty: "Insurer", reference: "4711" }),
        ...(one.treatment === "reduce" && { control: "A firewall stands before it." }),
      },
      now,
    );
    if (!proposed.ok) {
      // What is closed is no risk.
      expect(proposed.reason).toBe("not-possible");
      return now;
    }
    const answer = { decision: proposed.id, answer: "approve", reason: "" };
    if (proposed.state === "proposed") await answerDecision(other, answer, now);
    return now;
  }

  /** Everything that people have said and added so far, as far as it stands in rows of its own. */
  const added = async () => ({
    words: await db().event.count({ where: { reportId: null } }),
    decisions: await db().decision.count(),
    touched: (
      await db().finding.findMany({ where: { touched: true }, select: { id: true }, orderBy: { id: "asc" } })
    ).map(({ id }) => id),
  });

  /** Older reports come between an act and its undoing: a finding that was open once was open twice by then. */
  const ONCE_WRONG: Step[] = [
    { do: "bring", day: 23, sample: "web-01-before-upgrade.dat" },
    { do: "work on all", state: "in-progress" },
    { do: "undo work", pick: 907 },
    { do: "undo work", pick: 360 },
    { do: "bring", day: 15, sample: "db-02-hardened.dat" },
    { do: "work on all", state: "fixed" },
    { do: "bring", day: 14, sample: "web-01-before-upgrade.dat" },
    { do: "undo import", pick: 700 },
    { do: "undo import", pick: 259 },
    { do: "undo work", pick: 395 },
  ];

  it("loses nothing that a person added, keeps one state for each finding, and replays to the same", async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      await clearHosts();
      let now = START + 26 * 24 * HOUR;
      await importReports(manager, { files: [reportOf(WEB, SAMPLES[0], 1)], via: "api", now });
      let before = await added();
      for (const one of steps) {
        now = await take(one, now);
        const after = await added();
        expect(after.words).toBeGreaterThanOrEqual(before.words);
        expect(after.decisions).toBeGreaterThanOrEqual(before.decisions);
        expect(after.touched).toEqual(expect.arrayContaining(before.touched));
        before = after;
        await expectConsistent();
        await refreshScores(now);
        for (const host of await db().host.findMany()) {
          const { measured, managed } = scoreState(await loadHostState(db(), host.id), now);
          expect(managed?.proven ?? 0).toBeGreaterThanOrEqual((measured?.proven ?? 0) - 1e-9);
          expect(host.managed ?? 0).toBeGreaterThanOrEqual((host.proven ?? 0) - 1e-9);
        }
        const twice = await db().$queryRaw`
          select host_id, key from finding group by host_id, key having count(*) > 1`;
        expect(twice).toEqual([]);
        const wrong = await db().$queryRaw`
          select key, state from finding where (closed_at is null) <> (state in ('open', 'reopened', 'in-progress', 'fixed'))`;
        expect(wrong).toEqual([]);
      }
    });
    await fc.assert(property, { numRuns: 15, endOnFailure: true, examples: [[ONCE_WRONG]] });
  }, 240_000);
});
