/** `dnf repolist`, also of yum and dnf5: the repositories of a host with RPM packages. */
import type { Observation } from "@/lib/fortress/types";
import { commandOf } from "../context";
import { masked } from "../credentials";
import { FAILED, isAside, LEFT_OUT } from "../dnf";
import { isOwnRepository, REPOSITORIES, repository, repositorySigned } from "../external";
import { externalReport } from "../external-report";
import { firstLines, readLines, textOf } from "../lines";
import { refuse } from "../report";
import type { FileInput, Hint, Importer, ImportResult, Refusal } from "../types";
import { FIELD_ID, HEADER, type Listed, Paragraphs, Table } from "./tables";

const COMMAND = /\b(?:dnf[345]?|yum|microdnf)\b.* (?:repolist|repoinfo|repo (?:list|info))\b/;
const DISABLED = /(?: --| )disabled\b/;
const SELECTION =
  / (?:repolist|repoinfo|repo (?:list|info)) +(?:-\S+ +)*(?!all\b|enabled\b|disabled\b)[^-\s]/;

function sniff(head: string, _: Hint): "yes" | "no" {
  const lines = firstLines(head, 200).map((line) => line.trimEnd());
  return lines.some((line) => HEADER.test(line) || FIELD_ID.test(line)) ? "yes" : "no";
}

/**
 * Reads either form. Only dnf5's paragraphs tell whether signatures are checked.
 * Errors (returned): those of `readText`; `dnf-repolist-failed`; `dnf-repolist-disabled`; `dnf-repolist-nothing`.
 */
function read(file: FileInput): ImportResult {
  const text = textOf(file);
  if (!text.ok) return text;
  const command = commandOf(file);
  if (COMMAND.test(command) && DISABLED.test(command)) return refuse("dnf-repolist-disabled", ONLY_DISABLED);
  const table = new Table();
  const paragraphs = new Paragraphs();
  let isTable = false;
  const lines = readLines(masked(text.text), (given, number): "read" | "unread" | Refusal => {
    const line = given.trim();
    if (FAILED.test(line)) return { code: "dnf-repolist-failed", text: FAILURE, line: number };
    if (HEADER.test(line)) {
      isTable = true;
      table.header(given);
      return "read";
    }
    if (!isTable) paragraphs.add(given);
    if (!isTable || isAside(line) || LEFT_OUT.test(line) || /^repolist: [\d,.]+$/.test(line)) return "read";
    return table.add(given);
  });
  if (!lines.ok) return lines;
  const all = isTable ? table.all : paragraphs.all;
  if (all.length === 0) return refuse("dnf-repolist-nothing", NOTHING);
  const used = all.filter(({ enabled }) => enabled);
  const part = SELECTION.test(command);
  return externalReport(file, lines, {
    format: "dnf-repolist",
    source: "dnf-repolist",
    tool: { name: "dnf", version: null },
    scope: part ? "partial" : "full",
    complete: isTable || paragraphs.dnf5 || paragraphs.ended,
    observations: used.flatMap(observationsOf),
    facts: part
      ? []
      : [
          { key: "repositories", values: [String(new Set(used.map(({ id }) => id)).size)] },
          {
            key: "foreign_repositories",
            values: [...new Set(used.map(({ id }) => id).filter((id) => !isOwnRepository(id)))],
          },
        ],
    exhaustive: part ? [] : [REPOSITORIES],
  });
}

const FAILURE = "The tool could not read its repositories; repair them and bring the output of dnf repolist.";
const ONLY_DISABLED =
  "This is a list of repositories that are switched off; bring the output of dnf repolist.";
const NOTHING = "This file names no repository; bring the output of dnf repolist.";

function observationsOf({ id, name, address, checked }: Listed): Observation[] {
  const details = [
    { name: "name", text: name },
    { name: "address", text: address },
  ].filter(({ text }) => text !== "");
  const own: Observation = repository(
    id,
    isOwnRepository(id)
      ? { outcome: "pass", details }
      : { outcome: "fail", message: "It is not a repository of the distribution.", details },
  );
  if (checked === null) return [own];
  const signed: Observation = repositorySigned(
    id,
    checked
      ? { outcome: "pass", details }
      : { outcome: "fail", message: "Its packages are taken without a checked signature.", details },
  );
  return [own, signed];
}

export const dnfRepolist: Importer = { format: "dnf-repolist", title: "dnf repolist", sniff, read };
