/** The background work: what is done when. Each handler is loaded when it is first wanted, and may run in several instances. */
import type { Interval } from "./ticker";

export interface Job {
  /** Of its queue, too. */
  id: string;
  interval: Interval;
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
    interval: { every: 60 },
    atStart: true,
    longest: 1_800,
    run: async () => (await import("@/lib/commands/refresh-scores")).refreshScores(),
  },
  {
    id: "clock",
    interval: { every: 15 },
    atStart: true,
    run: async () => (await import("./clock")).workOfTime(),
  },
  {
    id: "mail",
    interval: { every: 1 },
    onNews: true,
    run: async () => (await import("@/lib/commands/notices/send-mail")).sendMail(),
  },
  {
    id: "digests",
    interval: { every: 60, at: 5 },
    run: async () => (await import("@/lib/commands/notices/send-digests")).sendDigests(),
  },
  {
    id: "hooks",
    interval: { every: 1 },
    onNews: true,
    run: async () => (await import("@/lib/commands/hooks/deliver-hooks")).deliverHooks(),
  },
  {
    id: "schedules",
    interval: { every: 5 },
    // What was due while nothing ran is sent now.
    atStart: true,
    longest: 1_800,
    run: async () => (await import("@/lib/commands/send-schedules")).sendSchedules(),
  },
  {
    id: "cleaning",
    interval: { every: 24 * 60, at: 3 * 60 + 40 },
    run: async () => (await import("@/lib/commands/notices/clean-notices")).cleanNotices(),
  },
];
