/** Whatever a page, an action or an endpoint calls to change something asks itself who may do that. */
import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** What asks `can` for others, and where it stands. */
const GATES: Record<string, string> = {
  asAdministrator: "lib/commands/standing.ts",
  deliver: "lib/commands/evidence/deliver.ts",
  forHost: "lib/commands/evidence/for-host.ts",
  mayNotApprove: "lib/commands/evidence/for-host.ts",
  managesHooks: "lib/commands/hooks/make-hook.ts",
  whyNot: "lib/commands/schedules/form.ts",
  findSchedule: "lib/queries/schedules.ts",
  mayWithFiles: "lib/queries/attachments.ts",
  whyNotAnswer: "lib/queries/decision-rights.ts",
  whyNotWithdraw: "lib/queries/decision-rights.ts",
};

/** Those that ask nobody, and why. */
const OPEN: Record<string, string> = {
  "accept-link": "The link is the right, and nobody is signed in yet.",
  "view-share": "The token of the link is the right: its readers have no account.",
};

const withinTests = (file: string): boolean => /\.test\.|(^|\/)testing/.test(file);

/** The commands whose values a file of these folders imports. */
function calledFrom(...folders: string[]): string[] {
  const files = folders.flatMap((folder) =>
    fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !withinTests(file))
      .map((file) => fs.readFileSync(path.join(folder, file), "utf8")),
  );
  const imports =
    /import (?!type )[^;]*? from "@\/lib\/commands\/([^"]+)"|import\("@\/lib\/commands\/([^"]+)"\)/g;
  const called = files.flatMap((text) =>
    [...text.matchAll(imports)].map(([, named, later]) => named ?? later ?? ""),
  );
  return [...new Set(called)].sort();
}

const read = (file: string): string => fs.readFileSync(file, "utf8");
const calls = (text: string, name: string): boolean => new RegExp(`\\b(?<!function )${name}\\(`).test(text);

const COMMANDS = calledFrom("app", "lib/api");

it("finds the commands that can be reached", () => {
  expect(COMMANDS.length).toBeGreaterThan(40);
  expect(COMMANDS).toContain("change-person");
});

it.each(COMMANDS.filter((command) => !(command in OPEN)))("%s asks who may", (command) => {
  const text = read(`lib/commands/${command}.ts`);
  expect(["can", ...Object.keys(GATES)].filter((gate) => calls(text, gate))).not.toEqual([]);
});

it.each(Object.entries(GATES))("%s asks for others", (gate, file) => {
  const text = read(file);
  expect(text).toMatch(new RegExp(`\\b(function|const) ${gate}\\b`));
  expect(calls(text, "can")).toBe(true);
});

it("names no exception that is none", () => {
  for (const command of Object.keys(OPEN)) {
    expect(COMMANDS).toContain(command);
    expect(calls(read(`lib/commands/${command}.ts`), "can")).toBe(false);
  }
});
