/** The background work: what is done when. Each handler is loaded when it is first wanted, and may run in several instances. */

export interface Job {
  /** Of its queue, too. */
  id: string;
  /** Minute, hour, day, month, weekday, in UTC. */
  schedule: string;
  /** Done once at every start as well. */
  atStart?: true;
  /** Done soon after something was told, without waiting for the clock. */
  onNews?: true;
  /** Seconds after which a run counts as broken off; left out: five minutes. */
  longest?: number;
  run: () => Promise<unknown>;
}

export const JOBS: readonly Job[] = [
  {
    id: "scores",
    schedule: "0 * * * *",
    atStart: true,
    longest: 1_800,
    run: async () => (await import("@/lib/commands/refresh-scores")).refreshScores(),
  },
  {
    id: "clock",
    schedule: "*/15 * * * *",
    atStart: true,
    run: async () => (await import("./clock")).workOfTime(),
  },
  {
    id: "mail",
    schedule: "* * * * *",
    onNews: true,
    run: async () => (await import("@/lib/commands/notices/send-mail")).sendMail(),
  },
  {
    id: "digests",
    schedule: "5 * * * *",
    run: async () => (await import("@/lib/commands/notices/send-digests")).sendDigests(),
  },
  {
    id: "hooks",
    schedule: "* * * * *",
    onNews: true,
    run: async () => (await import("@/lib/commands/hooks/deliver-hooks")).deliverHooks(),
  },
  {
    id: "schedules",
    schedule: "*/5 * * * *",
    // What was due while nothing ran is sent now.
    atStart: true,
    longest: 1_800,
    run: async () => (await import("@/lib/commands/send-schedules")).sendSchedules(),
  },
  {
    id: "cleaning",
    schedule: "40 3 * * *",
    run: async () => (await import("@/lib/commands/notices/clean-notices")).cleanNotices(),
  },
];
