/** What is wrong with an own report, said by its path and by what was expected. */
import type { z } from "zod";
import { cleanText, cut } from "./read/clean";

export interface Fault {
  /** `checks[3].severity`; empty for the report itself. */
  path: string;
  /** The last word of the path that is a name: for tables, the column. */
  name: string;
  /** Goes on after the path: `expected one of critical, high`. No full stop. */
  text: string;
}

/**
 * The first fault of a failed parse; an unknown key comes before a missing one, because it is usually its cause.
 * @param value what was parsed: tells a missing value from a wrong one
 */
export function faultOf(error: z.ZodError, value: unknown): Fault {
  const issue = error.issues.find(({ code }) => code === "unrecognized_keys") ?? error.issues[0];
  if (!issue) return { path: "", name: "", text: "expected a report" };
  const path = pathOf(issue.path);
  const name = nameOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const key = word(issue.keys[0] ?? "");
    return { path: pathOf([...issue.path, key]), name: key, text: "this key is not known" };
  }
  const missing = valueAt(value, issue.path) === undefined ? "missing, " : "";
  return { path, name, text: `${missing}expected ${expectedBy(issue)}` };
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return ARTICLES.get(issue.expected) ?? issue.expected;
    case "invalid_value":
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? `one of ${issue.options.join(", ")}`
        : "another value";
    case "invalid_key":
      return issue.issues[0] ? `as key ${expectedBy(issue.issues[0])}` : "another key";
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${UNITS.get(issue.origin) ?? ""}`;
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${UNITS.get(issue.origin) ?? ""}`;
    default:
      return issue.message;
  }
}

const ARTICLES: ReadonlyMap<string, string> = new Map([
  ["string", "a text"],
  ["number", "a number"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["object", "an object"],
  ["record", "an object"],
]);

const UNITS: ReadonlyMap<string, string> = new Map([
  ["string", " characters"],
  ["array", " entries"],
]);

const word = (key: PropertyKey): string => cut(cleanText(String(key)).replaceAll("\n", " "), 60);

const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : `${at === 0 ? "" : "."}${word(key)}`))
    .join("");

const nameOf = (path: readonly PropertyKey[]): string => {
  const last = path.findLast((key) => typeof key === "string");
  return last === undefined ? "" : word(last);
};

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
