import { describe, expect, test } from "vitest";
import { CATALOGUE } from "./definitions";
import { POLICY } from "./policy";

describe("a check", () => {
  test("of the catalogue", () => {
    expect(CATALOGUE.define("lynis:AUTH-9283")).toMatchObject({
      tower: "hardening",
      severity: "critical",
      cap: 40,
      measure: null,
      catalogued: true,
    });
  });

  test("that is an option has its own title and severity", () => {
    const option = CATALOGUE.define("lynis:SSH-7408:PermitRootLogin");
    expect(option).toMatchObject({ tower: "hardening", severity: "high", catalogued: true });
    expect(option.title).toBe("No SSH login as root with a password");
  });

  test("that is an option nobody knows is low, on the tower of its test", () => {
    expect(CATALOGUE.define("lynis:SSH-7408:Invented:with:colons")).toMatchObject({
      tower: "hardening",
      severity: "low",
      catalogued: false,
    });
  });

  test("that nobody knows is low, on the tower where most checks with its letters stand", () => {
    expect(CATALOGUE.define("lynis:PKGS-9999")).toMatchObject({
      title: "lynis:PKGS-9999",
      tower: "patching",
      severity: "low",
      catalogued: false,
    });
    expect(CATALOGUE.define("lynis:LOGG-9999").tower).toBe("auditing");
    expect(CATALOGUE.define("lynis:NEW-0001").tower).toBe("hardening");
    expect(CATALOGUE.define("xccdf:PKGS-9999").tower).toBe("hardening");
  });

  test("by an earlier id is the same check", () => {
    const { title, severity } = CATALOGUE.define("lynis:USB-1000");
    expect(CATALOGUE.define("lynis:STRG-1840")).toMatchObject({ title, severity });
  });

  test("of a Dockerfile weighs nothing: it says nothing of the host", () => {
    expect(CATALOGUE.define("lynis:dockerfile:0badc0de").severity).toBe("info");
  });

  test("has a definition whatever a hostile report calls it", () => {
    for (const name of [
      "",
      ":",
      "::",
      "lynis:",
      "lynis:constructor",
      "lynis:__proto__:x",
      "a".repeat(10_000),
    ]) {
      expect(CATALOGUE.define(name)).toMatchObject({ check: name, severity: "low", catalogued: false });
    }
  });

  test("knows the measure that it decides", () => {
    expect(CATALOGUE.define("lynis:PKGS-7398").measure).toBe("patching.version-monitoring");
  });
});

describe("the measures", () => {
  const rules = CATALOGUE.measures.map(({ id, rule, takes }) => {
    const conditions =
      rule.kind === "presence" ? [...rule.present, ...(rule.weakUnless ?? []), ...rule.missing] : [];
    const decidedBy = [
      ...conditions.flatMap((one) => ("check" in one ? [one.check] : [])),
      ...(rule.kind === "checks" ? rule.checks : []),
      ...(rule.kind === "exposures" ? rule.knownBy.checks : []),
    ];
    const heard = rule.kind === "presence" ? (rule.heard?.checks ?? []) : [];
    return { id, takes, decidedBy, heard };
  });

  test("have one name each", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(19);
  });

  test.each(rules)("$id takes just the checks that decide it", ({ takes, decidedBy }) => {
    expect([...takes].sort()).toEqual([...new Set(decidedBy)].sort());
  });

  test("take no check twice", () => {
    const taken = rules.flatMap(({ takes }) => takes);
    expect(new Set(taken).size).toBe(taken.length);
  });

  test("name no check that the catalogue does not know", () => {
    const named = rules.flatMap(({ takes, heard }) => [...takes, ...heard]);
    const ours = named.filter((name) => name.startsWith("lynis:"));
    expect(ours.length).toBeGreaterThan(30);
    expect(ours.filter((name) => !CATALOGUE.define(name).catalogued)).toEqual([]);
    // Others are defined by their own reports; their family must at least be one that is read.
    const families = named.map((name) => name.split(":")[0] ?? "");
    expect(families.filter((family) => !(family in POLICY.sources))).toEqual([]);
  });
});
