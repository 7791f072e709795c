/** pg-boss on each engine: that a run is done once, and that it ends cleanly. */
import { EventEmitter, once } from "node:events";
import { afterEach, expect, it } from "vitest";
import { nudge } from "@/lib/commands/notices/nudge";
import { db } from "@/lib/db";
import { onEachEngine } from "@/scripts/test/database";
import { JOBS, type Job } from "./declarations";
import { type Jobs, startJobs } from "./index";
import type { Interval } from "./ticker";

/** In the minute before now: no run of a test waits a day for the next. */
const RARELY: Interval = { every: 1_440, at: Math.floor(Date.now() / 60_000 + 1_439) % 1_440 };

interface Line {
  line: string;
  error: unknown;
}

onEachEngine("background work", () => {
  const running: Jobs[] = [];
  const reported: Line[] = [];
  const begin = async (jobs: readonly Job[]): Promise<Jobs> => {
    const begun = await startJobs(jobs, (line, error) => reported.push({ line, error }));
    running.push(begun);
    return begun;
  };
  afterEach(async () => {
    await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
    expect(reported.splice(0)).toEqual([]);
  });

  /** Work that tells when it is done, and waits for `finish` where it is held. */
  function counted(more: Partial<Job> = {}, held = false) {
    const told = new EventEmitter();
    const job: Job = {
      id: "counted",
      interval: RARELY,
      run: async () => {
        told.emit("run");
        if (held) await once(told, "finish");
      },
      ...more,
    };
    return { job, told };
  }

  it("takes up all work there is", async () => {
    const { boss } = await begin(JOBS.map((job) => ({ ...job, atStart: undefined, run: async () => {} })));
    const queues = (await boss.getQueues()).map(({ name }) => name);
    expect(JOBS.map(({ id }) => id).filter((id) => !queues.includes(id))).toEqual([]);
  });

  it("asks for one run where the clocks of two instances do", async () => {
    const { job, told } = counted({ id: "clocked" });
    const ran = once(told, "run");
    const a = await begin([job]);
    const b = await begin([{ ...job, run: async () => told.emit("run") }]);
    await a.wake("clocked", 3_600);
    await ran;
    await Promise.all([a.wake("clocked", 3_600), b.wake("clocked", 3_600)]);
    const [row] = await db().$queryRaw<{ n: number }[]>`
      select count(*)::int as n from pgboss.job where name = 'clocked'`;
    expect(row?.n).toBe(1);
  });

  it("does at its start what is to be done then", async () => {
    const { job, told } = counted({ id: "at-start", atStart: true });
    const ran = once(told, "run");
    await begin([job]);
    await ran;
  });

  it("gives one run to one of two instances, and begins no second one beside it", async () => {
    const first = counted({ id: "shared" }, true);
    const second = counted({ id: "shared" }, true);
    const [a, b] = [await begin([first.job]), await begin([second.job])];
    const runs: string[] = [];
    first.told.on("run", () => runs.push("a"));
    second.told.on("run", () => runs.push("b"));
    const began = Promise.race([once(first.told, "run"), once(second.told, "run")]);
    await Promise.all([a.wake("shared"), b.wake("shared")]);
    await began;
    // While it is under way, the next one waits for its end, whoever looks.
    await a.boss.send("shared", {});
    expect(await b.boss.send("shared", {})).toBeNull();
    const looked = await Promise.all([a.boss.fetch("shared"), b.boss.fetch("shared")]);
    expect(looked).toEqual([[], []]);
    expect(runs).toHaveLength(1);
    first.told.emit("finish");
    second.told.emit("finish");
  });

  it("says which work failed, and does it again at its next time", async () => {
    const told = new EventEmitter();
    const job: Job = {
      id: "failing",
      interval: RARELY,
      atStart: true,
      run: async () => {
        setImmediate(() => told.emit("run"));
        throw new Error("on purpose");
      },
    };
    const ran = once(told, "run");
    const { boss } = await begin([job]);
    await ran;
    expect(reported.splice(0)).toMatchObject([
      { line: expect.stringContaining("(failing)"), error: { message: "on purpose" } },
    ]);
    expect(await boss.send("failing", {})).not.toBeNull();
  });

  it("is woken by news", async () => {
    const { job, told } = counted({ id: "news", onNews: true });
    await begin([job]);
    const ran = once(told, "run");
    nudge();
    nudge();
    await ran;
  });

  it("keeps its tables out of the schema that is migrated", async () => {
    await begin([counted().job]);
    const rows = await db().$queryRaw<{ schema: string }[]>`
      select distinct schemaname as schema from pg_tables where tablename in ('job', 'subscription', 'archive')`;
    expect(rows).toEqual([{ schema: "pgboss" }]);
  });

  it("lets a run come to its end before it stops", async () => {
    const { job, told } = counted({ id: "slow", atStart: true }, true);
    const ran = once(told, "run");
    const jobs = await begin([job]);
    await ran;
    const stopped = jobs.stop();
    setImmediate(() => told.emit("finish"));
    await stopped;
    running.splice(0);
    const [row] = await db().$queryRaw<{ state: string }[]>`
      select state::text from pgboss.job where name = 'slow' order by created_on desc limit 1`;
    expect(row?.state).toBe("completed");
  });
});
