/** Warnings and suggestions: `ID|message|details|solution|`, read from both ends because a `|` may occur inside. */
import type { WrittenFinding } from "./grammar";
import { currentId, type Plan } from "./plan";

export interface Finding {
  /** As written, without its subtest. A text that is no id stands under `NONE`, as Lynis calls it. */
  id: string;
  /** `disable_vrfy_command` of `MAIL-8820:disable_vrfy_command`. */
  subtest: string | null;
  message: string | null;
  details: string | null;
  solution: string | null;
}

export interface FindingsById {
  /** By current id of the catalogue, in the order of the report. */
  byId: ReadonlyMap<string, readonly Finding[]>;
  /** Identical repetitions that were left out. */
  duplicates: number;
}

export const NO_ID = "NONE";
const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/;

/** Whether a text can be the id of a test: `SSH-7408`, `LYNIS`, `CUST-0001`, `dockerfile`. */
export const isTestId = (text: string): boolean => ID.test(text);

/** Reads all findings and puts those of one test together. */
export function readFindings(written: readonly WrittenFinding[], plan: Plan): FindingsById {
  const byId = new Map<string, Finding[]>();
  const seen = new Set<string>();
  for (const { kind, text } of written) {
    if (seen.has(text)) continue;
    seen.add(text);
    const finding = readFinding(text, kind);
    const id = currentId(plan, finding.id);
    const group = byId.get(id);
    if (group) group.push(finding);
    else byId.set(id, [finding]);
  }
  return { byId, duplicates: written.length - seen.size };
}

/**
 * One finding of two to n fields: the first is the id, the second the message, the last the solution, all between are
 * the details. A field that says nothing (empty, `-`) is null.
 */
export function readFinding(text: string, kind: "warning" | "suggestion"): Finding {
  const end = text.endsWith("|") ? text.length - 1 : text.length;
  const first = endOfField(text, 0, end);
  const second = endOfField(text, first + 1, end);
  const last = second < end ? text.lastIndexOf("|", end - 1) : end;
  const message = said(text.slice(first + 1, second));
  const details = last > second ? said(text.slice(second + 1, last)) : null;
  return readId({
    id: text.slice(0, first),
    subtest: null,
    message: message === "UNKNOWN" ? null : message,
    details: kind === "warning" && isOldSeverity(details) ? null : details,
    solution: last < end ? said(withoutPrefix(text.slice(last + 1, end))) : null,
  });
}

function endOfField(text: string, start: number, end: number): number {
  if (start >= end) return end;
  const bar = text.indexOf("|", start);
  return bar === -1 || bar > end ? end : bar;
}

/** Takes the subtest off the id. One call in the Dockerfile audit forgets its id, so that the message stands there. */
function readId(finding: Finding): Finding {
  if (isTestId(finding.id)) return finding;
  const colon = finding.id.indexOf(":");
  const id = colon === -1 ? "" : finding.id.slice(0, colon);
  if (isTestId(id)) return { ...finding, id, subtest: said(finding.id.slice(colon + 1)) };
  return { ...finding, id: NO_ID, message: finding.message ?? said(finding.id) };
}

/** Lynis 2.2.0 to 2.3.2 wrote the severity of a warning into its details. */
const isOldSeverity = (details: string | null): boolean =>
  details === "L" || details === "M" || details === "H";

const withoutPrefix = (solution: string): string =>
  solution.startsWith("text:")
    ? solution.slice(5)
    : solution.startsWith("url:")
      ? solution.slice(4)
      : solution;

function said(field: string): string | null {
  if (field === "-" || field === "") return null;
  const text = field.trim();
  return text === "-" || text === "" ? null : text;
}
