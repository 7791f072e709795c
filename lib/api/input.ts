/** Checks what stands in an address, and says in one form what is wrong with anything that was sent. */
import type { z } from "zod";
import { API_LIMITS } from "./limits";
import { type FieldError, type ProblemBody, problem, type Reply } from "./reply";

/** @param what the part of the request, for the code: `invalid-query` */
export const invalid = (what: "query" | "body" | "header", errors: FieldError[]): Reply<ProblemBody> =>
  problem(400, `invalid-${what}`, `The ${what} is not right: ${errors.map(sentence).join("; ")}.`, {
    members: { errors: errors.slice(0, API_LIMITS.errors) },
  });

const sentence = ({ path, message }: FieldError): string => (path ? `\`${path}\`: ${message}` : message);

export const errorsOf = (error: z.ZodError): FieldError[] =>
  error.issues.slice(0, API_LIMITS.errors).flatMap((issue) => {
    const path = issue.path.map(String).join(".");
    if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
    return issue.keys
      .slice(0, API_LIMITS.errors)
      .map((key) => ({ path: short(path ? `${path}.${key}` : key), message: "There is no such field" }));
  });

const short = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text);

/** Every parameter known, given once and right; anything else is an answer 400 that names it. */
export function readQuery<Q extends z.ZodObject>(schema: Q, url: string): z.output<Q> | Reply<ProblemBody> {
  const given = new Map<string, string>();
  const errors: FieldError[] = [];
  for (const [name, value] of new URL(url).searchParams) {
    const wrong = !Object.hasOwn(schema.shape, name)
      ? "There is no such parameter"
      : given.has(name)
        ? "Give it once"
        : // PostgreSQL holds no such character.
          value.includes("\0")
          ? "It holds a character that no text has"
          : null;
    if (wrong !== null) errors.push({ path: short(name), message: wrong });
    given.set(name, value);
    if (errors.length === API_LIMITS.errors) break;
  }
  if (errors.length > 0) return invalid("query", errors);
  const read = schema.safeParse(Object.fromEntries(given));
  return read.success ? read.data : invalid("query", errorsOf(read.error));
}
