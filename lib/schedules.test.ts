import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CADENCES, LAST_DAY, nextTime, type Rhythm, rhythmWords } from "./schedules";
import { wallOf, zoneNames } from "./zones";

const ZONES = zoneNames();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const utc = (text: string): number => Date.parse(`${text}:00Z`);
const weekly = { cadence: "weekly", day: 1, hour: 6, zone: "UTC" } as const;
const monthly = { ...weekly, cadence: "monthly" } as const;

describe("the next time", () => {
  it.each<[Rhythm, string, string]>([
    [weekly, "2026-11-28T10:00", "2026-11-30T06:00"],
    [weekly, "2026-11-30T05:59", "2026-11-30T06:00"],
    [weekly, "2026-11-30T06:00", "2026-12-07T06:00"],
    [{ ...weekly, day: 7, hour: 0 }, "2026-11-28T10:00", "2026-11-29T00:00"],
    [{ ...weekly, day: 6 }, "2026-11-28T10:00", "2026-12-05T06:00"],
    [{ ...weekly, day: 6, hour: 11 }, "2026-11-28T10:00", "2026-11-28T11:00"],
    [{ ...monthly, day: 28, hour: 10 }, "2026-11-28T10:00", "2026-12-28T10:00"],
    [{ ...monthly, day: 28, hour: 10 }, "2026-11-28T09:59", "2026-11-28T10:00"],
    [{ ...monthly, day: 31 }, "2026-11-28T10:00", "2026-11-30T06:00"],
    [{ ...monthly, day: 31 }, "2027-02-01T00:00", "2027-02-28T06:00"],
    [{ ...monthly, day: 31 }, "2028-02-28T10:00", "2028-02-29T06:00"],
    [{ ...monthly, day: 30 }, "2027-02-28T06:00", "2027-03-30T06:00"],
    [monthly, "2026-12-31T23:00", "2027-01-01T06:00"],
    // The same clock, another hour of UTC in summer.
    [{ ...weekly, zone: "Europe/Berlin" }, "2026-10-20T00:00", "2026-10-26T05:00"],
    [{ ...weekly, zone: "Europe/Berlin" }, "2026-10-12T05:00", "2026-10-19T04:00"],
    // It is Monday there already, or still Sunday.
    [{ ...weekly, hour: 6, zone: "Pacific/Auckland" }, "2026-11-28T10:00", "2026-11-29T17:00"],
    [{ ...weekly, hour: 20, zone: "America/Los_Angeles" }, "2026-11-30T10:00", "2026-12-01T04:00"],
    // 02:00 is skipped on this Sunday, and comes twice on that one.
    [{ ...weekly, day: 7, hour: 2, zone: "Europe/Berlin" }, "2026-03-28T10:00", "2026-03-29T01:00"],
    [{ ...weekly, day: 7, hour: 2, zone: "Europe/Berlin" }, "2026-10-24T10:00", "2026-10-25T00:00"],
    [{ ...weekly, day: 7, hour: 2, zone: "Europe/Berlin" }, "2026-10-25T00:00", "2026-11-01T01:00"],
  ])("of %j after %s is %s", (rhythm, after, next) => {
    expect(new Date(nextTime(rhythm, utc(after)))).toEqual(new Date(utc(next)));
  });
});

const rhythms = fc
  .record({
    cadence: fc.constantFrom(...CADENCES),
    day: fc.nat(30),
    hour: fc.nat(23),
    zone: fc.constantFrom(...ZONES),
  })
  .map((one): Rhythm => ({ ...one, day: 1 + (one.day % LAST_DAY[one.cadence]) }));
const moments = fc.integer({ min: utc("2022-01-01T00:00"), max: utc("2040-01-01T00:00") });
/** The clock at Casey was put back by three hours between the Mondays that follow. */
const BEFORE_CASEY: [Rhythm, number] = [
  { cadence: "weekly", day: 1, hour: 0, zone: "Antarctica/Casey" },
  utc("2022-02-27T13:00"),
];

/**
 * What the clock was to show at that time: what it shows, less what it is late because the hour was skipped. A clock may be
 * put forward by half an hour (Lord Howe), by two (Troll), by three (Casey).
 */
function intended({ zone, hour }: Rhythm, at: number): Date {
  const wall = wallOf(zone, at);
  const late = (((wall - hour * HOUR) % DAY) + DAY) % DAY;
  const leap = wall - at - (wallOf(zone, at - DAY) - (at - DAY));
  expect([0, leap]).toContain(late);
  return new Date(wall - late);
}

describe("in every zone, at every time", () => {
  const holds = (law: (rhythm: Rhythm, after: number) => void) =>
    fc.assert(fc.property(rhythms, moments, law), { numRuns: 300, examples: [BEFORE_CASEY] });

  it("it lies ahead, on the day and at the hour of that clock", () =>
    holds((rhythm, after) => {
      const next = nextTime(rhythm, after);
      expect(next).toBeGreaterThan(after);
      const wall = intended(rhythm, next);
      if (rhythm.cadence === "weekly") expect(wall.getUTCDay()).toBe(rhythm.day % 7);
      else {
        const last = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
        expect(wall.getUTCDate()).toBe(Math.min(rhythm.day, last));
      }
    }));

  it("none is left out and none comes twice: whoever looks before it finds the same one", () =>
    fc.assert(
      fc.property(rhythms, moments, fc.double({ min: 0, max: 1, noNaN: true }), (rhythm, after, share) => {
        const next = nextTime(rhythm, after);
        const between = after + Math.floor((next - 1 - after) * share);
        expect(nextTime(rhythm, between)).toBe(next);
        expect(nextTime(rhythm, next)).toBeGreaterThan(next);
      }),
      { numRuns: 300 },
    ));

  it("a week or a month lies between two on the wall, whatever the clocks do", () =>
    holds((rhythm, after) => {
      const first = nextTime(rhythm, after);
      const second = nextTime(rhythm, first);
      const days = (intended(rhythm, second).getTime() - intended(rhythm, first).getTime()) / DAY;
      if (rhythm.cadence === "weekly") expect(days).toBe(7);
      else expect([28, 29, 30, 31]).toContain(days);
    }));

  it("each of 24 months has its own", () =>
    fc.assert(
      fc.property(rhythms, moments, (rhythm, after) => {
        const months = new Set<string>();
        let at = after;
        for (let run = 0; run < 24; run++) {
          at = nextTime({ ...rhythm, cadence: "monthly" }, at);
          months.add(new Date(wallOf(rhythm.zone, at)).toISOString().slice(0, 7));
        }
        expect(months.size).toBe(24);
      }),
      { numRuns: 50 },
    ));
});

it.each<[Rhythm, string]>([
  [weekly, "every Monday at 06:00, UTC"],
  [{ ...weekly, day: 7, hour: 18, zone: "Europe/Berlin" }, "every Sunday at 18:00, Europe/Berlin"],
  [monthly, "on day 1 of every month at 06:00, UTC"],
  [{ ...monthly, day: 30 }, "on day 30 of every month, or its last day where it is shorter, at 06:00, UTC"],
  [{ ...monthly, day: 31 }, "on the last day of every month at 06:00, UTC"],
])("%j is said: %s", (rhythm, words) => expect(rhythmWords(rhythm)).toBe(words));
