/** Background work through pg-boss, in the application's own database: each run is done by one of the instances. */
import pg from "pg";
import type PgBoss from "pg-boss";
import { setNudge } from "@/lib/commands/notices/nudge";
import { database } from "@/lib/db";
import { JOBS, type Job } from "./declarations";
import { startTicking } from "./ticker";

/** The tables of pg-boss; it makes and migrates them itself. */
const SCHEMA = "pgboss";
/** The embedded engine has one session for all connections: few and quiet ones. */
const CONNECTIONS = 2;
const SECONDS = {
  /** Between two looks for work. What cannot wait is nudged. */
  look: 30,
  /** After which a run counts as broken off, so that the next one can begin; unless its job says otherwise. */
  longest: 300,
  /** Between two looks for such runs. */
  maintenance: 120,
  /** A run that has ended is kept so long, then archived, and deleted after a day. */
  kept: 3_600,
};
/** What is told often comes in several transactions that end soon after one another. */
const NUDGE_MS = 3_000;
/** How long a run may take to its end when the process is told to stop. */
const GRACE_MS = 8_000;

export interface Jobs {
  boss: PgBoss;
  /**
   * Has a job done now, unless it is under way.
   * @param once whole seconds within which it is asked for once over all instances, counted from 1970
   */
  wake(id: string, once?: number): Promise<void>;
  /** Lets what is being done come to its end, and takes up nothing more. */
  stop(): Promise<void>;
}

/**
 * Starts working. Several instances may, also at the same time.
 * @param jobs others in tests
 * @param report told of what fails, with one line about it
 */
export async function startJobs(
  jobs: readonly Job[] = JOBS,
  report: (line: string, error: unknown) => void = console.error,
): Promise<Jobs> {
  const { default: Boss } = await import("pg-boss");
  const pool = new pg.Pool({ ...database().connection, max: CONNECTIONS, allowExitOnIdle: true });
  // A connection that ends is noticed by the query that needs it.
  pool.on("error", () => {});
  const boss = new Boss({
    schema: SCHEMA,
    db: { executeSql: (text, values) => ask(pool, text, values, report) },
    pollingIntervalSeconds: SECONDS.look,
    // Its own clock works out twice a minute when each was due last, and stops the event loop meanwhile (`ticker.ts`).
    schedule: false,
    maintenanceIntervalSeconds: SECONDS.maintenance,
    archiveCompletedAfterSeconds: SECONDS.kept,
    deleteAfterDays: 1,
  });
  boss.on("error", (error) => report("Background work:", error));
  const workers = new Map<string, string>();
  const wake = async (id: string, once?: number): Promise<void> => {
    await boss.send(id, {}, once === undefined ? {} : { singletonSeconds: once });
    boss.notifyWorker(workers.get(id) ?? "");
  };
  // Once over all instances, as long as the row of the run is there to say that it was.
  const byTheClock = ({ id, interval }: Job): Promise<void> =>
    wake(id, Math.min(interval.every * 60, SECONDS.kept));
  const late = (error: unknown): void => report("Background work waits for its clock:", error);
  let nudged: NodeJS.Timeout | undefined;
  let stopTicking: () => void;
  try {
    await boss.start();
    for (const job of jobs) workers.set(job.id, await take(boss, job, report));
    for (const { id, atStart } of jobs) if (atStart) await wake(id);
    setNudge(() => {
      nudged ??= setTimeout(() => {
        nudged = undefined;
        const waking = jobs.filter(({ onNews }) => onNews);
        Promise.all(waking.map(({ id }) => wake(id))).catch(late);
      }, NUDGE_MS).unref();
    });
    stopTicking = startTicking(jobs, (due) => Promise.all(due.map(byTheClock)), late);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    await pool.end();
    throw error;
  }
  return {
    boss,
    wake,
    stop: async () => {
      setNudge(null);
      clearTimeout(nudged);
      stopTicking();
      await boss.stop({ timeout: GRACE_MS });
      await pool.end();
    },
  };
}

/** Never two runs of a job at once, and never more than one that waits: what it would find, the one before finds. */
async function take(boss: PgBoss, job: Job, report: (line: string, error: unknown) => void): Promise<string> {
  const { id, run, longest = SECONDS.longest } = job;
  await boss.createQueue(id, { name: id, policy: "stately", retryLimit: 0, expireInSeconds: longest });
  return boss.work(id, async () => {
    try {
      await run();
    } catch (error) {
      report(`Background work failed (${id}); it is done again at its next time:`, error);
      throw error;
    }
  });
}

/**
 * pg-boss does not wait until the end of a run is written down, so an error there would be nobody's and end the process.
 * Such a run counts as broken off after its longest time.
 */
async function ask(
  pool: pg.Pool,
  text: string,
  values: unknown[],
  report: (line: string, error: unknown) => void,
): Promise<{ rows: unknown[] }> {
  try {
    return await pool.query(text, values);
  } catch (error) {
    if (!/select count\(\*\) from results/i.test(text)) throw error;
    report("The end of background work could not be written down:", error);
    return { rows: [{ count: "0" }] };
  }
}
