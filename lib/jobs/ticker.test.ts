import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { JOBS } from "./declarations";
import { type Interval, isDue, startTicking } from "./ticker";

const at = (time: string): number => Date.parse(`2026-11-29T${time}Z`);

describe("an interval", () => {
  it.each<[string, Interval, string, string, boolean]>([
    ["each minute, at its beginning", { every: 1 }, "10:00:59.999", "10:01:00", true],
    ["not within a minute", { every: 1 }, "10:01:00", "10:01:59.999", false],
    ["at a quarter", { every: 15 }, "10:14:59", "10:15:00", true],
    ["not between quarters", { every: 15 }, "10:15:00", "10:29:59", false],
    ["five past the hour", { every: 60, at: 5 }, "10:04:59", "10:05:00", true],
    ["not at the hour itself", { every: 60, at: 5 }, "09:59:59", "10:04:59", false],
    ["once a day", { every: 1_440, at: 220 }, "03:39:59", "03:40:00", true],
    ["not at midnight", { every: 1_440, at: 220 }, "00:00:00", "03:39:59", false],
    ["a time that was missed for hours", { every: 1_440, at: 220 }, "02:00:00", "17:00:00", true],
    ["a clock that was put back", { every: 1 }, "10:05:00", "10:01:00", false],
  ])("%s", (_name, interval, since, now, due) => {
    expect(isDue(interval, at(since), at(now))).toBe(due);
  });

  it("is due as often however often somebody looks, where no time lies between two looks twice", () => {
    const day = 24 * 60;
    const divisors = Array.from({ length: day }, (_, i) => i + 1).filter((every) => day % every === 0);
    const intervals = fc
      .constantFrom(...divisors)
      .chain((every) => fc.record({ every: fc.constant(every), at: fc.nat(every - 1) }));
    fc.assert(
      fc.property(
        intervals,
        fc.nat(day * 60_000),
        fc.array(fc.integer({ min: 1, max: 59_999 }), { minLength: 1, maxLength: 400 }),
        (interval, start, steps) => {
          let now = at("00:00:00") + start;
          let found = 0;
          let told = 0;
          for (const step of steps) {
            const since = now;
            now += step;
            if (isDue(interval, since, now)) found += 1;
            // Counted minute by minute, by the calendar.
            for (let minute = Math.ceil((since + 1) / 60_000) * 60_000; minute <= now; minute += 60_000) {
              const date = new Date(minute);
              const ofDay = date.getUTCHours() * 60 + date.getUTCMinutes();
              if (ofDay >= interval.at && (ofDay - interval.at) % interval.every === 0) told += 1;
            }
          }
          expect(found).toBe(told);
        },
      ),
    );
  });

  it("of each job comes out even over a day", () => {
    for (const { interval } of JOBS) {
      expect(1_440 % interval.every).toBe(0);
      expect(interval.at ?? 0).toBeLessThan(interval.every);
    }
  });
});

describe("the clock of the background work", () => {
  const mail = { id: "mail", interval: { every: 1 } };
  const digests = { id: "digests", interval: { every: 5, at: 2 } };
  const jobs = [mail, digests];
  beforeEach(() => {
    vi.useFakeTimers({ now: at("10:00:20") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A clock, and what it asked for at which second. */
  function ticking(answer: () => Promise<unknown> = async () => {}) {
    const asked: string[] = [];
    const reported: unknown[] = [];
    const stop = startTicking(
      jobs,
      (due) => {
        asked.push(`${new Date().toISOString().slice(11, 19)} ${due.map(({ id }) => id).join(" ")}`);
        return answer();
      },
      (error) => reported.push(error),
    );
    return { asked, reported, stop };
  }

  it("asks for what is due, right after its minute begins", async () => {
    const { asked, stop } = ticking();
    await vi.advanceTimersByTimeAsync(150_000);
    expect(asked).toEqual(["10:01:00 mail", "10:02:00 mail digests"]);
    stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(2);
  });

  it("asks again a minute later for what could not be asked for", async () => {
    let down = true;
    const { asked, reported, stop } = ticking(() => (down ? Promise.reject("down") : Promise.resolve()));
    await vi.advanceTimersByTimeAsync(120_000);
    down = false;
    await vi.advanceTimersByTimeAsync(120_000);
    stop();
    expect(asked).toEqual([
      "10:01:00 mail",
      "10:02:00 mail digests",
      "10:03:00 mail digests",
      "10:04:00 mail",
    ]);
    expect(reported).toEqual(["down", "down"]);
  });

  it("waits for an answer before it looks again, and asks once for what passed meanwhile", async () => {
    let answer = (): void => {};
    const { asked, stop } = ticking(
      () =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }),
    );
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toEqual(["10:01:00 mail"]);
    answer();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual(["10:01:00 mail", "10:11:00 mail digests"]);
    stop();
    answer();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(2);
  });
});
