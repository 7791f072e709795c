/** Walls between the formats: what several of them share lies in the kit, beside this file, or in `read/`. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = import.meta.dirname;
/** Knows every format: its work is the list of them. */
const LIST = "index.ts";
/** Tests may compare formats, and samples are for tests. */
const FOR_TESTS = /(?:\.test|\.sample|(?:^|\/)testing)\.ts$/;

const IMPORT = /(?:\bfrom|\bimport|\bimport\()\s*"([^"]+)"/g;

/** The folder of a path below `lib/importers` that holds a format; null for the kit and for `read/`. */
function formatOf(file: string): string | null {
  const [folder = ""] = file.split("/");
  return folder === "read" || !formats.has(folder) ? null : folder;
}

const formats = new Set(
  readdirSync(ROOT, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : [])),
);

/** What a file names of `lib/importers`, from there: `trivy/schema`, `report`. */
const importsOf = (file: string, text: string): string[] =>
  [...text.matchAll(IMPORT)].flatMap(([, name = ""]) => {
    if (name.startsWith("@/lib/importers/")) return name.slice("@/lib/importers/".length);
    return name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : [];
  });

/** The imports of a file that reach into the folder of a format which is not its own. */
const offences = (file: string, text: string): string[] =>
  importsOf(file, text)
    .filter((name) => ![null, formatOf(file)].includes(formatOf(name)))
    .map((name) => `${file} imports ${name}`);

describe("walls between formats", () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && file !== LIST && !FOR_TESTS.test(file),
  );

  it("no format knows another, and the kit knows none", () => {
    expect(files).toEqual(expect.arrayContaining(["report.ts", "read/text.ts", "trivy/read.ts"]));
    expect(files.flatMap((file) => offences(file, readFileSync(path.join(ROOT, file), "utf8")))).toEqual([]);
  });

  it.each([
    ["vuls/read.ts", 'import { document } from "../trivy/schema";'],
    ["vuls/read.ts", 'import { trivy } from "../trivy";'],
    ["vuls/read.ts", 'import {\n  document,\n} from "@/lib/importers/trivy/schema";'],
    ["vuls/read.ts", 'export type { Document } from "../trivy/schema";'],
    ["vuls/read.ts", 'const late = await import("../trivy");'],
    ["scanner.ts", 'import { trivy } from "./trivy";'],
    ["read/json.ts", 'import "../trivy/schema";'],
  ])("%s may not say %j", (file, text) => {
    expect(offences(file, text)).toHaveLength(1);
  });

  it.each([
    ["vuls/read.ts", 'import { document } from "./schema";'],
    ["vuls/read.ts", 'import { scanner } from "../scanner";\nimport { cut } from "../read/clean";'],
    ["vuls/read.ts", 'import { utc } from "@/lib/importers/times";\nimport { z } from "zod";'],
    ["scanner.ts", 'import { cut } from "./read/clean";\nimport data from "@/content/catalogue/trivy.json";'],
  ])("%s may say %j", (file, text) => {
    expect(offences(file, text)).toEqual([]);
  });
});
