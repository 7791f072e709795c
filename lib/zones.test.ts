import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, wallOf, zoneNamed, zoneNames } from "./zones";

const ZONES = zoneNames();
const utc = (text: string): number => Date.parse(`${text}Z`);

describe("a zone", () => {
  it.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["europe/berlin", "Europe/Berlin"],
    ["UTC", "UTC"],
    ["Europe/Nowhere", null],
    ["", null],
    ["<script>", null],
    ["x".repeat(5_000), null],
    [undefined, null],
  ])("called %j is %s", (text, zone) => expect(zoneNamed(text)).toBe(zone));

  it("that can be chosen is one", () => {
    expect(ZONES[0]).toBe("UTC");
    expect(ZONES.length).toBeGreaterThan(300);
    expect(ZONES.every((zone) => zoneNamed(zone) !== null)).toBe(true);
  });
});

describe("the clock on the wall", () => {
  it.each([
    ["Europe/Berlin", "2026-07-01T10:00:00", "2026-07-01T12:00:00"],
    ["Europe/Berlin", "2026-12-01T23:30:00", "2026-12-02T00:30:00"],
    ["America/New_York", "2026-01-01T03:00:00", "2025-12-31T22:00:00"],
    ["Asia/Kathmandu", "2026-01-01T00:00:00", "2026-01-01T05:45:00"],
  ])("in %s shows at %s UTC: %s", (zone, at, wall) => {
    expect(wallOf(zone, utc(at))).toBe(utc(wall));
    expect(instantOf(zone, utc(wall))).toBe(utc(at));
  });

  it("that is put forward: a skipped hour comes right after it", () => {
    // 29 March 2026, 02:00 becomes 03:00, which is 01:00 UTC.
    expect(instantOf("Europe/Berlin", utc("2026-03-29T02:00:00"))).toBe(utc("2026-03-29T01:00:00"));
    expect(instantOf("Europe/Berlin", utc("2026-03-29T03:00:00"))).toBe(utc("2026-03-29T01:00:00"));
    expect(instantOf("America/New_York", utc("2026-03-08T02:00:00"))).toBe(utc("2026-03-08T07:00:00"));
  });

  it("that is put back: of an hour that comes twice, the first", () => {
    expect(instantOf("Europe/Berlin", utc("2026-10-25T02:00:00"))).toBe(utc("2026-10-25T00:00:00"));
    expect(instantOf("Australia/Lord_Howe", utc("2026-04-05T01:30:00"))).toBe(utc("2026-04-04T14:30:00"));
  });

  it("and its moment are the same thing, in every zone and at any time that is not skipped", () => {
    const times = fc.integer({
      min: utc("2020-01-01T00:00:00") / 1000,
      max: utc("2040-01-01T00:00:00") / 1000,
    });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), times, (zone, seconds) => {
        const at = seconds * 1000;
        const wall = wallOf(zone, at);
        const back = instantOf(zone, wall);
        expect(wallOf(zone, back)).toBe(wall);
        expect(back).toBeLessThanOrEqual(at);
        expect(at - back).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 500 },
    );
  });
});
