/** Inventories of installed packages: `dpkg-query -W`, `dpkg -l` and `rpm -qa`, each with a given format. */
import { ALIENS } from "../external";
import { externalReport } from "../external-report";
import { readLines } from "../lines";
import { cleanText } from "../read/clean";
import { readText } from "../read/text";
import { refuse } from "../report";
import type { FileInput, Hint, Importer, ImportResult } from "../types";
import * as dpkg from "./dpkg";
import * as rpm from "./rpm";

const ASIDE = /^(?:WARNING: |[Ww]arning: |dpkg-query: (?:warning|no packages)|rpm: )/;
const FAILED = /^(?:dpkg-query: error|dpkg: error|error: )/;

type Form = "dpkg-query" | "dpkg-l" | "rpm";

/** By the first lines: those of a table, or rows with tabs. A table may have lost its heading to `grep ^ii`. */
function formOf(head: string): Form | null {
  const lines = head
    .replace(/^\ufeff/, "")
    .split("\n", 60)
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => line.trim() !== "" && !ASIDE.test(line));
  const [first = "", second = ""] = lines;
  if (lines.slice(0, 6).some(dpkg.isRuler) && lines.some((line) => /^\|\|\/ \S/.test(line))) return "dpkg-l";
  if (dpkg.queryRow(first) && (second === "" || dpkg.queryRow(second))) return "dpkg-query";
  if (rpm.rowOf(first) && (second === "" || rpm.rowOf(second))) return "rpm";
  return dpkg.tableRow(first) && (second === "" || dpkg.tableRow(second)) ? "dpkg-l" : null;
}

const sniff = (head: string, _: Hint): "yes" | "no" => (formOf(head) ? "yes" : "no");

/**
 * Reads the inventory. Errors (returned): those of `readText`; `packages-failed`; `packages-nothing` for a file without a row.
 */
function read(file: FileInput): ImportResult {
  const text = readText(file.bytes);
  if (!text.ok) return text;
  const form = formOf(text.text.slice(0, 65_536));
  if (form === null) return refuse("packages-nothing", NOTHING);
  return form === "rpm" ? readRpm(file, text.text) : readDpkg(file, text.text, form);
}

function readRpm(file: FileInput, text: string): ImportResult {
  const rows: rpm.Package[] = [];
  const lines = readLines(text, (line, number) => {
    if (FAILED.test(line)) return { code: "packages-failed", text: BROKEN, line: number };
    const row = rpm.rowOf(line);
    if (row) rows.push(row);
    return row || ASIDE.test(line) ? "read" : "unread";
  });
  if (!lines.ok) return lines;
  if (rows.length === 0) return refuse("packages-nothing", NOTHING);
  return externalReport(file, lines, {
    format: "packages",
    source: "packages",
    tool: { name: "rpm", version: null },
    ...rpm.judge(rows),
    exhaustive: [ALIENS],
  });
}

function readDpkg(file: FileInput, text: string, form: Form): ImportResult {
  const all: dpkg.Package[] = [];
  const hasRuler = form === "dpkg-l" && text.includes("\n+++-=");
  let ruled = false;
  // The last field may be empty, and lines come without the blanks at their ends.
  const lines = readLines(text.replaceAll("\t\n", "\t-\n").replaceAll("\t\r\n", "\t-\n"), (given, number) => {
    const line = form === "dpkg-l" ? cleanText(given) : given;
    if (FAILED.test(line)) return { code: "packages-failed", text: BROKEN, line: number };
    const row = form === "dpkg-l" ? dpkg.tableRow(line) : dpkg.queryRow(line);
    if (row) all.push(row);
    else if (hasRuler && !ruled) ruled = dpkg.isRuler(line);
    else if (!ASIDE.test(line) && !(hasRuler && dpkg.isRuler(line))) return "unread";
    return "read";
  });
  if (!lines.ok) return lines;
  if (all.length === 0) return refuse("packages-nothing", NOTHING);
  // Without its heading the table was sifted: what is installed by half may have been left out.
  const whole = form === "dpkg-query" || ruled;
  const said = dpkg.judge(all, whole && !lines.unread.any);
  return externalReport(file, lines, {
    format: "packages",
    source: "packages",
    tool: { name: "dpkg", version: null },
    scope: whole ? "full" : "partial",
    ...said,
    facts: whole ? said.facts : [],
    definitions: [dpkg.CONFIGURED],
  });
}

const BROKEN = "The database of packages could not be read; repair it and bring the list again.";
const NOTHING =
  "This file names no installed package; bring the output of dpkg-query -W, dpkg -l or rpm -qa in the format that the collector asks for.";

export const packages: Importer = { format: "packages", title: "Installed packages", sniff, read };
