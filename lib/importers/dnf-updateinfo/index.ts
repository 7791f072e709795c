/** `dnf updateinfo list`, also of yum and dnf5: advisories that apply to the installed packages. */
import type { Exposure, ExposureKind } from "@/lib/fortress/types";
import { commandOf, ranWell, told } from "../context";
import { FAILED, isAside, LEFT_OUT, LEFT_OUT_NOTE } from "../dnf";
import { textOf, Unread } from "../lines";
import { eachLine } from "../read/text";
import { oneReport, refuse, TRUNCATED } from "../report";
import { severityOfWord } from "../severity";
import type { FileInput, Importer, ImportResult, Refusal } from "../types";
import { vulnerability, waitingUpdate } from "../updates";
import { HEADLINE, type Row, rowOf } from "./row";
import { COMMAND, INSTALLED, sniff } from "./sniff";

const YUM_END = /^(?:updateinfo|list-sec|list-security|list-updateinfo) list done$/;
const KERNEL = /^Security: /;

/**
 * Reads the list: security advisories are known vulnerabilities by their ids, all others updates of low weight.
 * Errors (returned): those of `readText`; `dnf-updateinfo-failed`; `dnf-updateinfo-installed`; `dnf-updateinfo-nothing` where
 * the file names no advisory and nobody says that there is none.
 */
function read(file: FileInput): ImportResult {
  const silent = ranWell(file, COMMAND);
  const text = textOf(file, silent);
  if (!text.ok) return text;
  if (INSTALLED.test(commandOf(file))) return refuse("dnf-updateinfo-installed", ONLY_INSTALLED);
  if ((file.context?.exitCode ?? 0) !== 0) return { ok: false, refusal: failed() };
  const rows: Row[] = [];
  const unread = new Unread();
  let leftOut = false;
  let lastUnread = false;
  const refusal = eachLine(text.text, (given, number) => {
    const line = given.trim();
    if (line === "") return null;
    lastUnread = false;
    const row = rowOf(line);
    if (row) rows.push(row);
    else if (FAILED.test(line)) return failed(number);
    else if (LEFT_OUT.test(line)) leftOut = true;
    else if (!isAside(line) && !HEADLINE.test(line) && !YUM_END.test(line) && !KERNEL.test(line)) {
      unread.add(number);
      lastUnread = true;
    }
    return null;
  });
  if (refusal) return { ok: false, refusal };
  if (rows.length === 0 && !silent) return refuse("dnf-updateinfo-nothing", NOTHING);
  const cutOff = lastUnread && !text.text.endsWith("\n");
  const kinds = kindsOf(commandOf(file), rows);
  const byCve =
    rows.some(({ id }) => id.startsWith("CVE-")) || / (?:cves?|--with-cve)\b/.test(commandOf(file));
  const open = rows.filter(({ done }) => !done);
  return oneReport(
    {
      format: "dnf-updateinfo",
      source: byCve ? "dnf-updateinfo/cves" : "dnf-updateinfo",
      tool: { name: "dnf", version: null },
      ...told(file),
      scope: kinds.length < 2 ? "partial" : "full",
      complete: !cutOff,
      exposures: open.map(exposureOf),
      exposuresComplete: unread.any || leftOut ? [] : kinds,
      facts: [{ key: "security_advisories", values: [String(idsOf(open).size)] }],
      notes: [...(cutOff ? [TRUNCATED] : unread.notes), ...(leftOut ? [LEFT_OUT_NOTE] : [])],
    },
    file.bytes,
  );
}

const failed = (line?: number): Refusal => ({
  code: "dnf-updateinfo-failed",
  text: "The tool could not read its repositories; repair them and bring the output of dnf updateinfo list.",
  ...(line === undefined ? {} : { line }),
});

const ONLY_INSTALLED =
  "This is a list of advisories that the host has installed already; bring the output of dnf updateinfo list.";
const NOTHING =
  "This file names no advisory, which is no proof that none applies; bring it with the collector, which keeps the exit code.";

const idsOf = (rows: readonly Row[]): Set<string> =>
  new Set(rows.filter(({ security }) => security).map(({ id }) => id));

function exposureOf({ name, version, id, security, severity, type, issued }: Row): Exposure {
  const details = issued === null ? [] : [{ name: "issued", text: issued }];
  if (security || id.startsWith("CVE-"))
    return vulnerability({
      package: name,
      id,
      severity: severity?.toLowerCase() === "none" ? "medium" : severityOfWord(severity),
      fixed: version,
      details,
    });
  return waitingUpdate({
    name,
    candidate: version,
    security: false,
    details: [{ name: "advisory", text: id }, { name: "kind", text: type }, ...details],
  });
}

const NARROWED =
  / --(?:advisory|advisories|advisory-severities|bz|bzs|cves?=|cve |sec-severity|secseverity|contains-pkgs|updates)|\b(?:RHSA|CVE|FEDORA)-/;
const ONLY_SECURITY = / (?:--security|security|sec|list-sec|list-security|list cves|cves)\b/;
const ONLY_OTHERS = / (?:--bugfix|--enhancement|--newpackage|bugfix|enhancement|newpackage)\b/;

/**
 * What the list names to its end. Without its command that must show from the list itself: one with advisories of both kinds
 * was not narrowed to one of them.
 */
function kindsOf(command: string, rows: readonly Row[]): ExposureKind[] {
  if (NARROWED.test(command)) return [];
  if (ONLY_SECURITY.test(command)) return ["vulnerability"];
  if (ONLY_OTHERS.test(command)) return [];
  if (COMMAND.test(command)) return ["package", "vulnerability"];
  const secure = rows.some(({ security }) => security);
  if (!secure) return [];
  return rows.some(({ security }) => !security) ? ["package", "vulnerability"] : ["vulnerability"];
}

export const dnfUpdateinfo: Importer = {
  format: "dnf-updateinfo",
  title: "dnf updateinfo list",
  sniff,
  read,
};
