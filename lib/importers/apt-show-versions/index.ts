/** `apt-show-versions`: which installed packages are behind, and which come from no archive. */
import type { Exposure, Fact } from "@/lib/fortress/types";
import { securityOfSuites } from "../apt-suites";
import { commandOf, ranWell, told } from "../context";
import { firstLines, textOf, Unread } from "../lines";
import { eachLine } from "../read/text";
import { oneReport, refuse, TRUNCATED } from "../report";
import type { FileInput, Hint, Importer, ImportResult } from "../types";
import { waitingUpdate } from "../updates";
import { type Row, rowOf } from "./row";

/** The command of the collector. */
const COMMAND = /\bapt-show-versions\b/;
const ONLY_UPGRADEABLE = / (?:-[a-z]*u[a-z]*|--upgradeable)\b/;
/** A selection by name, pattern or archive. */
const SELECTION = / (?:-[a-z]*[pr]|--package|--regex|--regex-all)\b|apt-show-versions(?: -\S+)* [a-z0-9]/;

const says = (line: string): boolean => {
  const state = rowOf(line)?.state ?? "other";
  return state !== "other";
};

function sniff(head: string, { command }: Hint): "yes" | "no" {
  const lines = firstLines(head);
  if (lines.length === 0) return COMMAND.test(command) ? "yes" : "no";
  return lines.some(says) ? "yes" : "no";
}

/**
 * Reads the short list (`-u`) or the long one. Lines of other versions (`-a`) are passed over.
 * Errors (returned): those of `readText`, `apt-show-versions-nothing` for a file without a word on any package.
 */
function read(file: FileInput): ImportResult {
  const silent = ranWell(file, COMMAND) && ONLY_UPGRADEABLE.test(commandOf(file));
  const text = textOf(file, silent);
  if (!text.ok) return text;
  const rows = new Map<string, Row>();
  const unread = new Unread();
  let lastUnread = false;
  const refusal = eachLine(text.text, (line, number) => {
    if (line.trim() === "") return null;
    const row = rowOf(line.trimEnd());
    lastUnread = row === null;
    if (!row) unread.add(number);
    else if (row.state !== "other" && rows.get(row.name)?.state !== "upgradeable") rows.set(row.name, row);
    return null;
  });
  if (refusal) return { ok: false, refusal };
  if (rows.size === 0 && !silent) return refuse("apt-show-versions-nothing", NOTHING);
  const cutOff = lastUnread && !text.text.endsWith("\n");
  const selection = SELECTION.test(commandOf(file));
  return oneReport(
    {
      format: "apt-show-versions",
      source: "apt-show-versions",
      tool: { name: "apt-show-versions", version: null },
      ...told(file),
      scope: selection ? "partial" : "full",
      complete: !cutOff,
      exposures: [...rows.values()].flatMap(waits),
      exposuresComplete: unread.any || selection ? [] : ["package"],
      facts: factsOf([...rows.values()]),
      notes: cutOff ? [TRUNCATED] : unread.notes,
    },
    file.bytes,
  );
}

const NOTHING =
  "This file names no installed package and what there is of it; bring the output of apt-show-versions -u, or of apt-show-versions.";

const waits = ({ name, state, suite, installed, candidate }: Row): Exposure[] =>
  state === "upgradeable"
    ? [
        waitingUpdate({
          name,
          installed,
          candidate,
          origin: suite,
          // The suite is that of the installed version: only a security suite tells.
          security: securityOfSuites(suite ?? "") === true ? true : null,
        }),
      ]
    : [];

/** Only the long list knows packages that no archive has. */
function factsOf(rows: readonly Row[]): Fact[] {
  const names = (state: Row["state"]) => rows.filter((row) => row.state === state).map(({ name }) => name);
  const waiting: Fact = { key: "updates_waiting", values: [String(names("upgradeable").length)] };
  if (rows.every(({ state }) => state === "upgradeable")) return [waiting];
  return [
    waiting,
    { key: "packages_in_no_archive", values: names("alien") },
    { key: "packages_newer_than_archive", values: names("newer") },
  ];
}

export const aptShowVersions: Importer = {
  format: "apt-show-versions",
  title: "apt-show-versions",
  sniff,
  read,
};
