/** `dnf check-update`, also of yum and dnf5: the updates that wait on a host with RPM packages. */
import type { Exposure, Fact } from "@/lib/fortress/types";
import { commandOf, ranWell, told } from "../context";
import { FAILED, isAside, LEFT_OUT, LEFT_OUT_NOTE, nameOfNa } from "../dnf";
import { firstLines, textOf, Unread } from "../lines";
import { eachLine } from "../read/text";
import { oneReport, refuse, TRUNCATED } from "../report";
import type { FileInput, Hint, Importer, ImportResult, Refusal } from "../types";
import { waitingUpdate } from "../updates";
import { HEADLINE, type Row, Rows } from "./rows";

/** The command of the collector. */
const COMMAND = /\b(?:dnf[345]?|yum|microdnf)\b.* check-(?:update|upgrade)\b/;
const SECURITY =
  / --(?:security|advisory|advisories|cve|cves|bz|bzs|sec-severity|secseverity|bugfix|advisory-severities)\b/;
const SELECTION = / check-(?:update|upgrade)\b.* [^-\s]/;
const OWN_LINE = /^(?:Obsoleting [Pp]ackages|Security: \S+ is (?:an installed|the currently) .*)$/;

function sniff(head: string, { command }: Hint): "yes" | "no" {
  const lines = firstLines(head).map((line) => line.trim());
  const [first, ...others] = lines.filter(
    (line) => !isAside(line) && !LEFT_OUT.test(line) && !HEADLINE.test(line),
  );
  if (COMMAND.test(command)) return "yes";
  if (first === undefined || FAILED.test(first)) return "no";
  if (OWN_LINE.test(first)) return "yes";
  const rest = others[0] ?? "";
  const [na = "", version = "", repository = "", ...more] = `${first} ${/\s/.test(first) ? "" : rest}`
    .trim()
    .split(/\s+/);
  const row = nameOfNa(na) !== null && /\d.*-/.test(version) && repository !== "" && more.length === 0;
  return row && !repository.startsWith("@") ? "yes" : "no";
}

/**
 * Reads the list. A package that is obsoleted waits for the one that takes its place.
 * Errors (returned): those of `readText`; `dnf-check-update-failed`; `dnf-check-update-other-list`;
 * `dnf-check-update-nothing` where the file names no update and nobody says that there is none.
 */
function read(file: FileInput): ImportResult {
  const current = ranWell(file, COMMAND);
  const text = textOf(file, current);
  if (!text.ok) return text;
  const rows = new Rows();
  const unread = new Unread();
  let refused: Refusal | null = null;
  let lastUnread = false;
  const refusal = eachLine(text.text, (line, number) => {
    const read = rows.add(line);
    if (read === "failed" || read === "other-list") refused ??= { ...REFUSALS[read], line: number };
    if (read === "unread") unread.add(number);
    if (line.trim() !== "") lastUnread = read === "unread";
    return refused;
  });
  if (refusal) return { ok: false, refusal };
  const cutOff = (rows.end() === "unread" || lastUnread) && !text.text.endsWith("\n");
  const { exitCode } = file.context ?? {};
  if (exitCode !== undefined && exitCode !== 0 && exitCode !== 100)
    return { ok: false, refusal: REFUSALS.failed };
  if (rows.rows.length === 0 && !current) return refuse("dnf-check-update-nothing", NOTHING);
  const exposures = exposuresOf(rows.rows, rows.securityOnly || SECURITY.test(commandOf(file)));
  const part = rows.securityOnly || SECURITY.test(commandOf(file)) || SELECTION.test(commandOf(file));
  return oneReport(
    {
      format: "dnf-check-update",
      source: "dnf-check-update",
      tool: { name: "dnf", version: null },
      ...told(file),
      scope: part ? "partial" : "full",
      complete: !cutOff,
      exposures,
      exposuresComplete: part || unread.any || rows.leftOut || cutOff ? [] : ["package"],
      facts: factsOf(exposures, rows),
      notes: [...(cutOff ? [TRUNCATED] : unread.notes), ...(rows.leftOut ? [LEFT_OUT_NOTE] : [])],
    },
    file.bytes,
  );
}

const REFUSALS = {
  failed: {
    code: "dnf-check-update-failed",
    text: "The tool could not read its repositories; repair them and bring the output of dnf check-update.",
  },
  "other-list": {
    code: "dnf-check-update-other-list",
    text: "This is a list of installed or available packages; bring the output of dnf check-update.",
  },
} satisfies Record<string, Refusal>;

const NOTHING =
  "This file names no update, which is no proof that none waits; bring it with the collector, which keeps the exit code.";

function exposuresOf(rows: readonly Row[], securityOnly: boolean): Exposure[] {
  const waiting: Exposure[] = [];
  let instead: Row | null = null;
  for (const row of rows) {
    const { name, version, repository, section } = row;
    if (section === "updates") {
      const security = securityOnly ? true : null;
      waiting.push(waitingUpdate({ name, candidate: version, origin: repository, security }));
    }
    if (section === "obsoleting") instead = row;
    if (section === "obsoleted" && instead) {
      const details = [{ name: "replaced by", text: `${instead.name} ${instead.version}` }];
      waiting.push(
        waitingUpdate({ name, installed: version, origin: instead.repository, security: null, details }),
      );
    }
  }
  const named = new Map<string, Exposure>();
  for (const one of waiting) if (!named.has(one.key)) named.set(one.key, one);
  return [...named.values()];
}

function factsOf(exposures: readonly Exposure[], { kernel }: Rows): Fact[] {
  const facts: Fact[] = [{ key: "updates_waiting", values: [String(exposures.length)] }];
  if (kernel.installed !== null) facts.push({ key: "kernel_waits_for_reboot", values: [kernel.installed] });
  if (kernel.running !== null) facts.push({ key: "kernel_running", values: [kernel.running] });
  return facts;
}

export const dnfCheckUpdate: Importer = {
  format: "dnf-check-update",
  title: "dnf check-update",
  sniff,
  read,
};
