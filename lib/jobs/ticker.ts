/** The clock of the background work: when what is due, reckoned in whole minutes and without asking the database. */

/** Every so many minutes, counted from midnight in UTC. */
export interface Interval {
  /** Whole minutes between two runs, 1 to 1,440, a divisor of 1,440. */
  every: number;
  /** Whole minutes from midnight to the first run of the day, less than `every`; left out: none. */
  at?: number;
}

const MINUTE_MS = 60_000;
/** So far into the minute is looked at the clock: timers may come a little early. */
const INTO_MS = 500;

/** Whether a run is due after `since` and until `now`, both in milliseconds since 1970. */
export const isDue = (interval: Interval, since: number, now: number): boolean =>
  turnOf(interval, now) > turnOf(interval, since);

/** The number of the last time until then. 1970 began at midnight, and days in UTC are of one length. */
const turnOf = ({ every, at = 0 }: Interval, time: number): number =>
  Math.floor((time / MINUTE_MS - at) / every);

/**
 * Looks at the clock once a minute and has done what has become due since. What could not be asked for is due still at
 * the next look, and several times of one job that passed meanwhile are one.
 * @param ask for a run of each
 * @returns ends it
 */
export function startTicking<T extends { interval: Interval }>(
  jobs: readonly T[],
  ask: (due: readonly T[]) => Promise<unknown>,
  report: (error: unknown) => void,
): () => void {
  let since = Date.now();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const look = async (): Promise<void> => {
    const now = Date.now();
    const due = jobs.filter(({ interval }) => isDue(interval, since, now));
    try {
      if (due.length > 0) await ask(due);
      since = now;
    } catch (error) {
      report(error);
    }
    wait();
  };
  const wait = (): void => {
    if (ended) return;
    timer = setTimeout(look, MINUTE_MS + INTO_MS - (Date.now() % MINUTE_MS)).unref();
  };
  wait();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
