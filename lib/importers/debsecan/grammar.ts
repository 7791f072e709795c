/** The lines of debsecan's formats. Source of the grammar: debsecan, src/debsecan, the classes `…Formatter`. */

const ID = "((?:CVE-\\d{4}-\\d{4,}|TEMP-[0-9]+-[0-9A-F]+|D[SLT]A-\\d+(?:-\\d+)?|FAKE-[0-9A-F-]+))";
const PACKAGE = "[a-z0-9][a-z0-9+.-]*";

export interface Notes {
  /** The suite holds a version without the fault. */
  fixed: boolean;
  remote: boolean;
  obsolete: boolean;
  urgency: string | null;
}

const NO_NOTES: Notes = { fixed: false, remote: false, obsolete: false, urgency: null };
const KNOWN = new Set(["fixed", "remotely exploitable", "obsolete"]);

/** `fixed, remotely exploitable, high urgency`; null for any other words. */
export function notesOf(text: string | undefined): Notes | null {
  if (text === undefined || text === "") return NO_NOTES;
  if (text.length > 120) return null;
  const notes = { ...NO_NOTES };
  for (const note of text.split(", ")) {
    const urgency = /^(high|medium|low|unimportant) urgency$/.exec(note)?.[1];
    if (urgency) notes.urgency = urgency;
    else if (!KNOWN.has(note)) return null;
    notes.fixed ||= note === "fixed";
    notes.remote ||= note === "remotely exploitable";
    notes.obsolete ||= note === "obsolete";
  }
  return notes;
}

const SUMMARY = new RegExp(`^${ID} (${PACKAGE})(?: \\(([^()]*)\\))?$`);
const DETAIL = new RegExp(`^${ID}(?: \\(([^()]*)\\))?$`);
const REPORT = new RegExp(`^${ID}(?: (.*))?$`);

/** `CVE-2026-1234 openssl (fixed, remotely exploitable, high urgency)`, the format `summary`, or without notes, `simple`. */
export function summaryOf(
  line: string,
): { id: string; package: string; notes: Notes; plain: boolean } | null {
  const [, id, name, words] = (line.length < 400 && SUMMARY.exec(line)) || [];
  const notes = notesOf(words);
  return id && name && notes ? { id, package: name, notes, plain: words === undefined } : null;
}

/** `CVE-2026-1234 (fixed, low urgency)`, the first line of each entry of the format `detail`; alone also a line of `bugs`. */
export function detailHeadOf(line: string): { id: string; notes: Notes } | null {
  const [, id, words] = (line.length < 400 && DETAIL.exec(line)) || [];
  const notes = notesOf(words);
  return id && notes ? { id, notes } : null;
}

/** `CVE-2026-1234 Some words that may be cut...`, the first line of each entry of the format `report`. */
export function reportHeadOf(line: string): { id: string; title: string } | null {
  const [, id, title = ""] = (line.length < 4000 && REPORT.exec(line)) || [];
  return id ? { id, title } : null;
}

export const INSTALLED = new RegExp(`^ {2}installed: (${PACKAGE}) (\\S+)$`);
export const REPORT_TITLE = /^Security report based on (?:the (\S+) release|general data)$/;
export const REPORT_NONE =
  /^No known vulnerabilities (?:were found on the system\.|for which updates are available were found)/;
export const SECTION = /^\*\*\* (.*)$/;
export const FAILED =
  /^error: (?:while downloading|could not open|server sends data|--|at most one|when editing)|^Traceback \(most recent/;
/** A package that debsecan could not judge. */
export const INVALID = /^error: (?:invalid (?:source )?version|install the python-apt)/;
