import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "@/lib/fortress/definitions";
import { readReport } from "@/lib/importers";
import { allGuidance, guidanceFor } from ".";

const SAMPLES = path.join("lib", "importers", "lynis", "samples");
const reports = fs.readdirSync(SAMPLES).filter((name) => name.endsWith(".dat"));

describe("guidance covers", () => {
  it.each(reports)("every check that fails in %s", (name) => {
    const read = readReport({ name, bytes: fs.readFileSync(path.join(SAMPLES, name)) });
    if (!read.ok) throw new Error(read.refusal.text);
    const failed = read.reports[0].observations.filter(
      ({ outcome }) => outcome === "fail" || outcome === "part",
    );
    expect(failed.length).toBeGreaterThan(20);
    expect(failed.map(({ check }) => check).filter((check) => !guidanceFor(check))).toEqual([]);
  });

  it("every measure of the model", () => {
    expect(CATALOGUE.measures).toHaveLength(19);
    expect(CATALOGUE.measures.map(({ id }) => `measure:${id}`).filter((key) => !guidanceFor(key))).toEqual(
      [],
    );
  });

  it("nothing that does not exist", () => {
    const measures = new Set(CATALOGUE.measures.map(({ id }) => `measure:${id}`));
    const unknown = [...allGuidance().keys()].filter((key) =>
      key.startsWith("measure:") ? !measures.has(key) : !CATALOGUE.define(key).catalogued,
    );
    expect(unknown).toEqual([]);
  });
});
