/** `dnf list --extras`, also of yum and dnf5: installed packages that no repository has. */
import { commandOf, ranWell } from "../context";
import { FAILED, isAside, LEFT_OUT, LEFT_OUT_NOTE, nameOfNa } from "../dnf";
import { ALIENS, alien } from "../external";
import { externalReport } from "../external-report";
import { firstLines, readLines, textOf } from "../lines";
import { refuse } from "../report";
import type { FileInput, Hint, Importer, ImportResult, Refusal } from "../types";

/** The command of the collector. */
const COMMAND = /\b(?:dnf[345]?|yum|microdnf)\b.* list\b.* (?:--)?extras\b/;
const SELECTION = / (?:--)?extras\b.* [^-\s]/;
const HEADING = /^Extra [Pp]ackages$/;
const OTHER =
  /^(?:Installed|Available|Recent|Recently Added|Autoremove|Upgraded|Updated|Obsoleting) [Pp]ackages$/;
const NONE = /^(?:Error: )?No matching [Pp]ackages to list$/;

interface Row {
  name: string;
  version: string;
  repository: string;
}

function sniff(head: string, { command }: Hint): "yes" | "no" {
  if (COMMAND.test(command)) return "yes";
  const lines = firstLines(head).map((line) => line.trim());
  const first = lines.find((line) => !isAside(line) && !LEFT_OUT.test(line));
  return first !== undefined && HEADING.test(first) ? "yes" : "no";
}

/**
 * Reads the list. Old yum breaks long rows: their parts are put together.
 * Errors (returned): those of `readText`; `dnf-extras-failed`; `dnf-extras-other-list`; `dnf-extras-nothing`.
 */
function read(file: FileInput): ImportResult {
  const ran = ranWell(file, COMMAND);
  const text = textOf(file, ran);
  if (!text.ok) return text;
  const rows: Row[] = [];
  let [heading, none, leftOut] = [false, false, false];
  let parts: string[] = [];
  const lines = readLines(text.text, (given, number): "read" | "unread" | Refusal => {
    const line = given.trim();
    if (HEADING.test(line)) heading = true;
    else if (NONE.test(line)) none = true;
    else if (FAILED.test(line)) return { ...FAILURE, line: number };
    else if (OTHER.test(line)) return { ...OTHER_LIST, line: number };
    else if (LEFT_OUT.test(line)) leftOut = true;
    else if (!isAside(line) || parts.length > 0) {
      const goesOn = parts.length > 0 && /^\s/.test(given);
      const all = [...(goesOn ? parts : []), ...line.split(/\s+/, 4)];
      parts = [];
      const [na = "", version = "", repository = "", ...more] = all;
      const name = nameOfNa(na);
      if (name === null || more.length > 0 || (version !== "" && !/\d/.test(version))) return "unread";
      if (repository === "") parts = all;
      else rows.push({ name, version, repository });
    }
    return "read";
  });
  if (!lines.ok) return lines;
  if (rows.length === 0 && !ran && !(none && COMMAND.test(commandOf(file))))
    return refuse("dnf-extras-nothing", NOTHING);
  if (!heading && rows.length > 0 && !COMMAND.test(commandOf(file)))
    return refuse("dnf-extras-nothing", NOTHING);
  const part = SELECTION.test(commandOf(file));
  const cutOff = (parts.length > 0 || lines.cutOff) && !text.text.endsWith("\n");
  return externalReport(
    file,
    { unread: lines.unread, cutOff },
    {
      format: "dnf-extras",
      source: "dnf-extras",
      tool: { name: "dnf", version: null },
      scope: part ? "partial" : "full",
      observations: rows.map(({ name, version, repository }) =>
        alien(name, "No repository has it.", [
          { name: "installed", text: version },
          { name: "from", text: repository },
        ]),
      ),
      facts: part ? [] : [{ key: "extra_packages", values: [...new Set(rows.map(({ name }) => name))] }],
      exhaustive: part || leftOut ? [] : [ALIENS],
      notes: leftOut ? [LEFT_OUT_NOTE] : [],
    },
  );
}

const FAILURE: Refusal = {
  code: "dnf-extras-failed",
  text: "The tool could not read its repositories; repair them and bring the output of dnf list --extras.",
};
const OTHER_LIST: Refusal = {
  code: "dnf-extras-other-list",
  text: "This is another list of packages; bring the output of dnf list --extras.",
};
const NOTHING =
  "This file is no list of extra packages, or an empty one, which proves nothing; bring it with the collector, which keeps the exit code.";

export const dnfExtras: Importer = { format: "dnf-extras", title: "dnf list --extras", sniff, read };
