import { describe, expect, test } from "vitest";
import type { Measure } from "./catalogue";
import { gainsOf } from "./gains";
import type { ScoreRequest } from "./posture";
import { at, check, exposure, literal, literalCatalogue, shipped, source, TODAY } from "./posture.sample";
import { scoreHost } from "./score";

/** `repair lynis:a` and its gain, the largest first. A hardening tower of 100 alone makes 15 of the fortress. */
const of = (request: ScoreRequest): [string, number][] =>
  gainsOf(request).map(({ kind, key, gain }) => [`${kind} ${key}`, gain]);
const about = (value: number): unknown => expect.closeTo(value, 6);

const PASS = check("weekly:hardening.medium.pass", "pass");
const FAIL = check("weekly:hardening.medium.fail", "fail");

describe("a repair", () => {
  test("of a failed check is worth what the score would be with a pass", () => {
    expect(of(literal({ checks: [PASS, FAIL] }))).toEqual([[`repair ${FAIL.check}`, about(7.5)]]);
    const low = check("weekly:hardening.low.fail", "fail");
    // 5 of 12.5 passed.
    expect(of(literal({ checks: [PASS, FAIL, low] }))).toEqual([
      [`repair ${FAIL.check}`, about(6)],
      [`repair ${low.check}`, about(3)],
    ]);
  });

  test("of a part is worth what fails of it", () => {
    const part = check("weekly:hardening.medium.part", "part", { ratio: 0.8 });
    expect(of(literal({ checks: [part] }))).toEqual([[`repair ${part.check}`, about(3)]]);
  });

  test("of an exposure is worth its penalty", () => {
    const request = literal({ checks: [PASS], exposures: [exposure({ tower: "hardening" })] });
    const gain = about(15 * (1 - 2 ** (-5 / 40)));
    expect(of(request)).toEqual([
      ["exposures exposures:package", gain],
      ["repair package:openssl", gain],
    ]);
  });

  test("of one vulnerability is worth only what the next worst of the package leaves", () => {
    const hole = (key: string, severity: "high" | "low") =>
      exposure({ kind: "vulnerability", tower: "hardening", key, severity });
    const exposures = [hole("a CVE-1", "high"), hole("a CVE-2", "low"), hole("b CVE-3", "low")];
    const worth = (penalty: number) => about(15 * (2 ** (-penalty / 40) - 2 ** (-10 / 40)));
    expect(of(literal({ checks: [PASS], exposures }))).toEqual([
      ["exposures exposures:vulnerability", worth(0)],
      ["repair vulnerability:a CVE-1", worth(5)],
      ["repair vulnerability:b CVE-3", worth(7.5)],
      ["repair vulnerability:a CVE-2", about(0)],
    ]);
  });

  test("that lifts a cap is worth what it held down, and nothing while another one holds", () => {
    const passes = [...Array(19).keys()].map((n) => check(`weekly:hardening.high.${n}`, "pass"));
    const first = check("weekly:hardening.high.first.cap", "fail");
    // 95 % held at 40, then 100.
    expect(of(literal({ checks: [...passes, first] }))).toEqual([[`repair ${first.check}`, about(9)]]);
    const second = check("weekly:hardening.high.second.cap", "fail");
    expect(of(literal({ checks: [...passes, first, second] }))).toEqual([
      [`repair ${first.check}`, about(0)],
      [`repair ${second.check}`, about(0)],
    ]);
  });

  test("of two like exposures is worth more where it alone holds the tower", () => {
    const file = (key: string, systemBinary: boolean) =>
      exposure({ kind: "file", tower: "hardening", key, systemBinary });
    const exposures = [file("/etc/motd", false), file("/usr/bin/ls", true)];
    // Held at 40; without the binary one file of 5 points is left, without the other one 40 stays.
    expect(of(literal({ checks: [PASS], exposures }))).toEqual([
      ["exposures exposures:file", about(15 - 6)],
      ["repair file:/usr/bin/ls", about(15 * 2 ** (-5 / 40) - 6)],
      ["repair file:/etc/motd", about(0)],
    ]);
  });

  test("of two like exposures is worth more where its kind decides a measure", () => {
    const update = exposure({ key: "curl" });
    const hole = exposure({ kind: "vulnerability", key: "openssl CVE-1" });
    const request = shipped({
      checks: [check("lynis:PKGS-7392", "pass")],
      sources: [source("lynis")],
      exposures: [update, hole],
    });
    const worth = new Map(gainsOf(request).map(({ key, gain }) => [key, gain]));
    expect(worth.get("package:curl")).toBeGreaterThan(
      (worth.get("vulnerability:openssl CVE-1") ?? Number.NaN) + 0.1,
    );
  });

  test("of an informational check is listed only where it decides a measure", () => {
    const request = shipped({
      checks: [
        check("lynis:PKGS-7366", "fail"),
        check("lynis:KRNL-5788", "fail"),
        check("lynis:INSE-8310", "fail"),
      ],
      sources: [source("lynis")],
    });
    const repairs = gainsOf(request).filter(({ kind }) => kind === "repair");
    expect(repairs.map(({ key }) => key)).toEqual(["lynis:KRNL-5788", "lynis:PKGS-7366"]);
  });
});

test("all waiting updates together: the test that lists them passes too", () => {
  const request = shipped({
    checks: [check("lynis:PKGS-7392", "fail"), check("lynis:FINT-4350", "pass")],
    sources: [source("lynis")],
    exposures: [exposure({ key: "a" }), exposure({ key: "b" })],
  });
  const [together] = gainsOf(request).filter(({ kind }) => kind === "exposures");
  expect(together).toMatchObject({ key: "exposures:package", tower: "patching", count: 2 });
  const after = shipped({ ...request.posture, sources: [source("lynis")], exposures: [] });
  const clean = {
    ...after,
    posture: {
      ...after.posture,
      checks: [check("lynis:PKGS-7392", "pass"), check("lynis:FINT-4350", "pass")],
    },
  };
  const rise = (scoreHost(clean).measured?.proven ?? 0) - (scoreHost(request).measured?.proven ?? 0);
  expect(rise).toBeGreaterThan(0);
  expect(together?.gain).toBeCloseTo(rise, 9);
});

describe("a proof", () => {
  test("is a fresh report of a source whose passes have aged or that could not look", () => {
    const checks = [
      check("weekly:hardening.medium.aged", "pass", { observedAt: at(TODAY - 26) }),
      check("weekly:hardening.medium.skipped", "not-checked"),
      check("weekly:hardening.medium.gone", "pass", { vanished: true }),
      check("weekly:hardening.medium.fail", "fail"),
      check("daily:hardening.medium.other", "pass"),
    ];
    const sources = [source("weekly"), source("daily")];
    // Of 25: 2.5 + 5 now, 20 with a fresh report.
    expect(of(literal({ checks, sources }))).toEqual([
      ["proof source:weekly", about(7.5)],
      ["repair weekly:hardening.medium.fail", about(3)],
    ]);
    expect(gainsOf(literal({ checks, sources }))[0]?.tower).toBe("hardening");
  });

  test("is a report on a second day", () => {
    const yesterday = source("lynis", {}, { fullAt: at(TODAY - 1) });
    const sameDay = source("lynis", {}, { fullAt: at(TODAY) });
    const proofs = (one: typeof sameDay) =>
      gainsOf(shipped({ sources: [one], checks: [check("lynis:LOGG-2138", "fail")] })).filter(
        ({ key }) => key === "source:lynis",
      );
    expect(proofs(yesterday)).toMatchObject([{ kind: "proof", tower: "auditing" }]);
    // Half of one of the six measures of a tower of two halves, which makes 0.15 of the fortress.
    expect(proofs(yesterday)[0]?.gain).toBeCloseTo((15 * 0.5) / 6 / 2, 9);
    expect(proofs(sameDay)).toEqual([]);
  });

  test("is an attestation of a measure of which nothing is known", () => {
    const attested: Measure = {
      id: "m",
      tower: "hardening",
      role: "bridge",
      title: "M",
      takes: [],
      rule: { kind: "attested" },
    };
    const catalogue = literalCatalogue([attested]);
    expect(of(literal({ checks: [PASS] }, { catalogue }))).toEqual([["proof measure:m", about(7.5)]]);
    const word = { measure: "m", by: "Ada", at: at(TODAY), validUntil: at(TODAY + 1) };
    expect(of(literal({ checks: [PASS], attestations: [word] }, { catalogue }))).toEqual([]);
  });
});

test("decisions change no gain: gains are about what is measured", () => {
  const small = { checks: [PASS, FAIL] };
  const decisions = [{ key: FAIL.check, treatment: "accept" as const, from: 0, until: at(TODAY + 1) }];
  expect(gainsOf(literal({ ...small, decisions }))).toEqual(gainsOf(literal(small)));
});

test("a score that is at hand is not computed again, and changes nothing", () => {
  const request = literal({ checks: [PASS, FAIL] });
  expect(gainsOf(request, scoreHost(request))).toEqual(gainsOf(request));
});

test("gains are in the order of their worth, equal ones in the order of their keys", () => {
  const checks = ["c", "a", "b"].map((name) => check(`weekly:hardening.low.${name}`, "fail"));
  const high = check("weekly:hardening.high.z", "fail");
  expect(gainsOf(literal({ checks: [...checks, high] })).map(({ key }) => key)).toEqual([
    "weekly:hardening.high.z",
    "weekly:hardening.low.a",
    "weekly:hardening.low.b",
    "weekly:hardening.low.c",
  ]);
});

test("a host without anything has nothing to gain but attestations", () => {
  expect(gainsOf(literal({}))).toEqual([]);
  const kinds = gainsOf(shipped({})).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(["proof"]));
});
