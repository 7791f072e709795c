import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gainsOf } from "./gains";
import { hosts, WORLDS } from "./laws.sample";
import type { FortressScore, ScoreRequest } from "./posture";
import { check, exposure, literal } from "./posture.sample";
import { scoreHost } from "./score";
import { exposureKey } from "./state";
import { EXPOSURE_KINDS, fails, TOWERS } from "./types";
import { whatIf } from "./what-if";

const EPSILON = 1e-9;
const proven = (score: FortressScore): number => score.measured?.proven ?? 0;

/** Everything of a host that a repair can name. */
const keysOf = ({ posture }: ScoreRequest): string[] => [
  ...posture.checks.flatMap((one) => (fails(one.outcome) ? one.check : [])),
  ...posture.exposures.map(exposureKey),
  ...EXPOSURE_KINDS.map((kind) => `exposures:${kind}`),
];

describe.each(WORLDS)("what-if over $name", { timeout: 60_000 }, (world) => {
  const choice = hosts(world, "any measure").chain((host) =>
    fc.record({ host: fc.constant(host), keys: fc.shuffledSubarray(keysOf(host)) }),
  );

  it("gives for a single repair just the gain that is listed", () => {
    const property = fc.property(hosts(world, "any measure"), (host) => {
      const before = scoreHost(host);
      for (const { kind, key, gain } of gainsOf(host, before)) {
        if (kind === "proof") continue;
        const rise = proven(whatIf(host, [key])) - proven(before);
        expect(Math.abs(rise - gain), `${key}: ${rise} for ${gain}`).toBeLessThan(EPSILON);
      }
    });
    fc.assert(property, { numRuns: 100 });
  });

  it("takes repairs in any order, and each of them once", () => {
    const property = fc.property(choice, ({ host, keys }) => {
      expect(whatIf(host, [...keys].reverse().concat(keys))).toEqual(whatIf(host, keys));
    });
    fc.assert(property, { numRuns: 100 });
  });

  it("never lowers anything, whatever is repaired", () => {
    const property = fc.property(choice, ({ host, keys }) => {
      const before = scoreHost(host);
      const after = whatIf(host, keys);
      expect(proven(after)).toBeGreaterThan(proven(before) - EPSILON);
      for (const tower of TOWERS) {
        const [was, is] = [before.towers[tower].figures, after.towers[tower].figures];
        expect(is?.proven ?? 0, tower).toBeGreaterThan((was?.proven ?? 0) - EPSILON);
      }
    });
    fc.assert(property, { numRuns: 200 });
  });

  it("changes nothing where nothing is repaired", () => {
    const property = fc.property(hosts(world, "any measure"), (host) => {
      const nothing = ["exposures:", "exposures:nothing", "lynis:NO-0000", ""];
      expect(whatIf(host, nothing)).toEqual(scoreHost(host));
    });
    fc.assert(property, { numRuns: 50 });
  });
});

describe("what-if, by hand", () => {
  const host = literal({
    checks: [
      check("lynis:hardening.high.wall", "fail"),
      check("lynis:hardening.low.wall", "part", { ratio: 0.5 }),
      check("lynis:hardening.medium.wall", "not-checked"),
    ],
    exposures: [exposure({ key: "openssl" }), exposure({ key: "curl" })],
  });
  const hardening = (keys: string[]) => whatIf(host, keys).towers.hardening.figures;

  it("lets what was chosen pass, and leaves what nobody looked at unproven", () => {
    const all = hardening(["lynis:hardening.high.wall", "lynis:hardening.low.wall"]);
    expect(all?.possible).toBe(100);
    expect(all?.proven).toBeLessThan(100);
    expect(hardening(["lynis:hardening.high.wall"])?.possible).toBeLessThan(100);
    expect(hardening(["lynis:hardening.medium.wall"])).toEqual(scoreHost(host).towers.hardening.figures);
  });

  it("clears one exposure, or all of a kind", () => {
    const penalty = (keys: string[]) => whatIf(host, keys).towers.patching.penalty;
    expect(penalty(["exposures:package"])).toBe(0);
    expect(penalty(["package:openssl", "package:curl"])).toBe(0);
    expect(penalty(["package:openssl"])).toBeGreaterThan(0);
    expect(penalty(["package:openssl"])).toBeLessThan(penalty([]));
  });
});
