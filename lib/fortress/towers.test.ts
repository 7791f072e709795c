import { expect, test } from "vitest";
import type { TowerScore } from "./posture";
import { fortressOf } from "./towers";
import type { Tower } from "./types";

/** Proven and possible of each tower; null = no evidence. */
function towers(figures: Record<Tower, [number, number] | null>): Record<Tower, TowerScore> {
  const tower = (name: Tower): TowerScore => {
    const pair = figures[name];
    return {
      tower: name,
      figures: pair && { proven: pair[0], possible: pair[1], confidence: 0 },
      cap: null,
      without: null,
      measures: null,
      wall: null,
      penalty: 0,
      factor: 1,
    };
  };
  return {
    hardening: tower("hardening"),
    patching: tower("patching"),
    integrity: tower("integrity"),
    auditing: tower("auditing"),
  };
}

test("a fortress is 0.6 × the mean and 0.4 × the lowest of its towers, for both figures", () => {
  const fortress = fortressOf(
    towers({ hardening: [80, 90], patching: [60, 100], integrity: [40, 70], auditing: [20, 60] }),
  );
  expect(fortress?.proven).toBeCloseTo(0.6 * 50 + 0.4 * 20, 9);
  expect(fortress?.possible).toBeCloseTo(0.6 * 80 + 0.4 * 60, 9);
  expect(fortress?.confidence).toBeCloseTo(100 - (72 - 38), 9);
});

test("a tower without evidence counts 0 proven and 100 possible", () => {
  const fortress = fortressOf(
    towers({ hardening: [80, 80], patching: null, integrity: [80, 80], auditing: [80, 80] }),
  );
  expect(fortress).toEqual({ proven: 36, possible: 83, confidence: 53 });
});

test("four towers of 100 make 100, of 0 make 0", () => {
  const all = (value: number) =>
    fortressOf(
      towers({
        hardening: [value, value],
        patching: [value, value],
        integrity: [value, value],
        auditing: [value, value],
      }),
    );
  expect(all(100)).toEqual({ proven: 100, possible: 100, confidence: 100 });
  expect(all(0)).toEqual({ proven: 0, possible: 0, confidence: 100 });
});

test("no evidence on any tower is no score", () => {
  expect(fortressOf(towers({ hardening: null, patching: null, integrity: null, auditing: null }))).toBeNull();
});
