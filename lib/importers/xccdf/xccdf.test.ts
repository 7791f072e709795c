/** What every importer has to stand, and what is refused. */
import { describe, expect, it } from "vitest";
import { readHead } from "@/lib/importers/read/text";
import { behaves, fileOf, refusalOf, samplesOf } from "@/lib/importers/testing";
import { xccdf } from ".";
import { SCREEN } from "./sniff";

const SAMPLES = samplesOf(import.meta.url);
const sample = (name: string): Uint8Array<ArrayBuffer> => {
  const bytes = SAMPLES.get(name);
  if (!bytes) throw new Error(name);
  return bytes;
};
const SMALL = [
  "one.xml",
  "many-arf.xml",
  "bare-1.1.xml",
  "cis-cat.xml",
  "cis-cat-arf.xml",
  "issue-unknown-severity.xml",
];

behaves(xccdf, { samples: new Map(SMALL.map((name) => [name, sample(name)])), cut: "incomplete" });

describe("what is no result", () => {
  it.each([
    ["db-02-standard-stdout.txt", "xccdf-screen"],
    ["progress.txt", "xccdf-screen"],
    ["content-datastream.xml", "xccdf-content"],
    ["report.html", "xccdf-html"],
  ])("%s is refused at sight: %s", (name, code) => {
    expect(xccdf.sniff(readHead(sample(name)), { name: "", command: "" })).toMatchObject({ code });
  });

  it.each([
    ["content-benchmark.xml", "xccdf-no-result"],
    ["nothing-selected.xml", "xccdf-nothing-selected"],
  ])("%s is refused once it is read: %s", (name, code) => {
    expect(xccdf.sniff(readHead(sample(name)), { name: "", command: "" })).toBe("yes");
    expect(refusalOf(xccdf, fileOf(sample(name)))).toBe(code);
  });

  it("refuses content that is read all the same", () => {
    expect(refusalOf(xccdf, fileOf(sample("content-datastream.xml")))).toBe("xccdf-content");
  });

  it("knows the screen in other versions of it", () => {
    const screen = "WARNING: x\r\nTitle\tA\r\nRule\tsome_rule\r\nResult\tpass\r\n";
    expect(xccdf.sniff(screen, { name: "", command: "" })).toEqual(SCREEN);
  });

  it.each([
    "<Benchmark><TestResult/></Benchmark>",
    "<html><head><title>Other</title></head></html>",
    '<oval_results xmlns="http://oval.mitre.org/XMLSchema/oval-results-5"/>',
    "Rule\tx\nno result\n",
    "{}",
    "",
  ])("leaves %s to others", (text) => {
    expect(xccdf.sniff(text, { name: "", command: "" })).toBe("no");
  });
});
