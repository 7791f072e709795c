/** From zypper's lists, as table or XML, to a report. */
import type { ExposureKind } from "@/lib/fortress/types";
import { commandOf, told } from "../context";
import { LEFT_OUT_NOTE } from "../dnf";
import { textOf, unreadNote } from "../lines";
import { readHead } from "../read/text";
import { rootOf } from "../read/xml";
import { oneReport, refuse, TRUNCATED } from "../report";
import type { FileInput, ImportResult, Note } from "../types";
import { readDocument } from "./document";
import { type Listed, packageExposure, patchExposure } from "./entries";
import { readTables } from "./table";

const PATCHES = / (?:lp|list-patches|patches)\b|(?: -t| --type)[ =]patch\b/;
const NARROWED =
  / (?:--category|-g|--severity|--issues?|--cve|--bz|--bugzilla|--date|--updatestack-only|-b|-r|--repo)\b/;
const ONLY_SECURITY = / (?:--category|-g)[ =]security\b(?!.* (?:--severity|--date|-r|--repo)\b)/;

/**
 * Reads `zypper list-updates` and `list-patches`.
 * Errors (returned): those of `readText` and `readXml`; `zypper-lu-failed`; `zypper-lu-nothing` for a file without a list.
 */
export function read(file: FileInput): ImportResult {
  return rootOf(readHead(file.bytes)) ? readXmlFile(file) : readTextFile(file);
}

function readTextFile(file: FileInput): ImportResult {
  const text = textOf(file);
  if (!text.ok) return text;
  const tables = readTables(text.text);
  if ("code" in tables) return { ok: false, refusal: tables };
  if (tables.kinds.size === 0 && !tables.none) return refuse("zypper-lu-nothing", NOTHING);
  const complete = !tables.cutOff && tables.patches.length >= tables.promised;
  const notes: Note[] = [];
  if (!complete) notes.push(TRUNCATED);
  else if (tables.unread.length > 0) notes.push(unreadNote(tables.unread.length, tables.unread[0] ?? 0));
  if (tables.leftOut) notes.push(LEFT_OUT_NOTE);
  return report(file, tables, {
    patches: tables.kinds.has("patches") || tables.kinds.has("issues") || tables.promised > 0,
    issues: tables.kinds.has("issues"),
    all: tables.allPatches,
    narrowed: tables.selection || tables.kinds.has("issues"),
    complete,
    open: !complete || notes.length > 0,
    notes,
  });
}

const NOTHING = "This file holds no list of zypper; bring the whole output of zypper list-updates.";

function readXmlFile(file: FileInput): ImportResult {
  const document = readDocument(file.bytes);
  if ("code" in document) return { ok: false, refusal: document };
  const { complete, leftOut } = document;
  const notes = [...(complete ? [] : [TRUNCATED]), ...(leftOut ? [LEFT_OUT_NOTE] : [])];
  const patches = document.patches.length > 0 && document.packages.length === 0;
  return report(file, document, {
    patches,
    issues: false,
    all: patches,
    narrowed: false,
    complete,
    open: notes.length > 0,
    notes,
  });
}

interface Run {
  /** A list of patches, not of packages. */
  patches: boolean;
  issues: boolean;
  /** The list says that it looked at all patches. */
  all: boolean;
  narrowed: boolean;
  complete: boolean;
  /** More may wait than the list names. */
  open: boolean;
  notes: Note[];
}

function report(file: FileInput, listed: Listed, run: Run): ImportResult {
  const command = commandOf(file);
  const patches = run.patches || (listed.packages.length === 0 && PATCHES.test(command));
  const kinds = kindsOf(command, listed, { ...run, patches });
  const exposures = [...listed.packages.map(packageExposure), ...listed.patches.flatMap(patchExposure)];
  return oneReport(
    {
      format: "zypper-lu",
      source: run.issues ? "zypper-lu/issues" : patches ? "zypper-lu/patches" : "zypper-lu",
      tool: { name: "zypper", version: null },
      ...told(file),
      scope: run.narrowed || NARROWED.test(command) ? "partial" : "full",
      complete: run.complete,
      exposures,
      exposuresComplete: run.open ? [] : kinds,
      facts: patches
        ? [{ key: "patches_needed", values: [String(exposures.length)] }]
        : [{ key: "updates_waiting", values: [String(exposures.length)] }],
      notes: run.notes,
    },
    file.bytes,
  );
}

/** What the list names to its end. Without its command that must show from the list itself. */
function kindsOf(command: string, { patches }: Listed, run: Run): ExposureKind[] {
  if (run.narrowed) return [];
  if (ONLY_SECURITY.test(command)) return run.patches ? ["vulnerability"] : [];
  if (NARROWED.test(command)) return [];
  if (!run.patches) return ["package"];
  const security = patches.filter(({ category }) => /^security$/i.test(category)).length;
  if (run.all || PATCHES.test(command) || (security > 0 && security < patches.length))
    return ["package", "vulnerability"];
  return security > 0 ? ["vulnerability"] : [];
}
