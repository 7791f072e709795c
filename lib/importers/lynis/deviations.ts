/** Two tests look at a list of options and write down only those that deviate: SSH-7408 and KRNL-6000. */
import { cut } from "@/lib/importers/read/clean";
import type { Finding } from "./findings";
import { currentId, type Plan } from "./plan";

/** One option that is not as Lynis wants it. */
export interface Deviation {
  /** `PermitRootLogin`, `kernel.kptr_restrict`. */
  option: string;
  expected: string | null;
  found: string | null;
  description: string | null;
}

const FIELDS = ["desc", "field", "prefval", "value", "other"] as const;
type Field = (typeof FIELDS)[number];
/** How each begins, behind the end of the one before. */
const BEGINNINGS = FIELDS.map((name) => `;${name}:`);
const OPTION_CHARACTERS = 100;

/**
 * Deviations of `details[]` records by current test id, in the order of the report. Records without an option are left out.
 * @param written what stands behind `details[]=`: `SSH-7408|sshd|desc:…;field:…;prefval:…;value:…;|`
 */
export function readDeviations(written: readonly string[], plan: Plan): Map<string, Deviation[]> {
  const byId = new Map<string, Deviation[]>();
  for (const text of new Set(written)) {
    const deviation = readDetails(text);
    if (!deviation) continue;
    const id = currentId(plan, text.slice(0, text.indexOf("|")));
    const list = byId.get(id);
    if (list) list.push(deviation);
    else byId.set(id, [deviation]);
  }
  return byId;
}

/** One `details[]` record: values may hold `;`, `:` and `|`, so each ends where the next name of the fixed order begins. */
export function readDetails(text: string): Deviation | null {
  const service = text.indexOf("|");
  const start = text.indexOf("|", service + 1) + 1;
  if (service === -1 || start === 0) return null;
  const body = text.slice(start).trimEnd();
  const fields = readFields(body.endsWith("|") ? body.slice(0, -1) : body);
  const option = optionName(fields.field ?? "");
  if (option === "") return null;
  return {
    option,
    expected: fields.prefval || null,
    found: fields.value || null,
    description: fields.desc || null,
  };
}

function readFields(body: string): Partial<Record<Field, string>> {
  const text = body.endsWith(";") ? `;${body}` : `;${body};`;
  const fields: Partial<Record<Field, string>> = {};
  let at = 0;
  for (const [i, name] of FIELDS.entries()) {
    const beginning = BEGINNINGS[i] ?? "";
    if (!text.startsWith(beginning, at)) continue;
    const end = endOfField(text, at + 1, i);
    fields[name] = text.slice(at + beginning.length, end).trim();
    at = end;
  }
  return fields;
}

/** Where the next of the later fields begins, or the last `;`. */
function endOfField(text: string, from: number, field: number): number {
  for (let later = field + 1; later < BEGINNINGS.length; later += 1) {
    const at = text.indexOf(BEGINNINGS[later] ?? "", from);
    if (at !== -1) return at;
  }
  return text.length - 1;
}

/**
 * The deviation that a suggestion of SSH-7408 holds in its details, or null: `PermitRootLogin (set YES to NO)`, in
 * Lynis 2 `PermitRootLogin (YES --> NO)`. The wanted value may hold brackets and pipes of its own.
 */
export function deviationOf(finding: Finding): Deviation | null {
  const text = finding.details ?? "";
  const bracket = text.indexOf(" (");
  if (bracket === -1 || !text.endsWith(")")) return null;
  const option = optionName(text.slice(0, bracket));
  const change = text.slice(bracket + 2, -1);
  const [found, expected] = change.startsWith("set ")
    ? halves(change.slice(4), " to ")
    : halves(change, " --> ");
  if (option === "" || option.includes(" ") || expected === null) return null;
  return { option, expected: expected || null, found: found || null, description: null };
}

function halves(text: string, middle: string): [string | null, string | null] {
  const at = text.indexOf(middle);
  return at === -1 ? [null, null] : [text.slice(0, at).trim(), text.slice(at + middle.length).trim()];
}

const optionName = (text: string): string => cut(text.trim(), OPTION_CHARACTERS);
