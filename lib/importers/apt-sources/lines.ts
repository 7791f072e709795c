/** What the formats of external software share: their lines, and a report that keeps no credentials. */
import type { Observation } from "@/lib/fortress/types";
import { told, Unread } from "../apt-list/told";
import { definitionsOf } from "../external";
import { eachLine } from "../read/text";
import { oneReport, TRUNCATED } from "../report";
import type { FileInput, ImportResult, Note, Refusal, Report, Scope } from "../types";
import { REMOVED, withoutCredentials } from "./credentials";

export interface Lines {
  unread: Unread;
  /** The last line is no whole one. */
  cutOff: boolean;
}

/**
 * Hands over every line that is not blank, without blanks at its end, and counts those that no rule reads.
 * Errors (returned): those of `eachLine` and of `visit`.
 */
export function readLines(
  text: string,
  visit: (line: string, number: number) => "read" | "unread" | Refusal,
): ({ ok: true } & Lines) | { ok: false; refusal: Refusal } {
  const unread = new Unread();
  let lastUnread = false;
  const refusal = eachLine(text, (given, number) => {
    const line = given.trimEnd();
    if (line === "") return null;
    const answer = visit(line, number);
    lastUnread = answer === "unread";
    if (answer === "unread") unread.add(number);
    return typeof answer === "string" ? null : answer;
  });
  if (refusal) return { ok: false, refusal };
  return { ok: true, unread, cutOff: lastUnread && !text.endsWith("\n") };
}

interface Told {
  format: string;
  source: string;
  tool: Report["tool"];
  scope?: Scope;
  /** False for a file that lacks its end, where the format has one. */
  complete?: boolean;
  observations: Observation[];
  definitions?: Report["definitions"];
  facts: Report["facts"];
  /** Only for a whole list. */
  exhaustive?: string[];
  notes?: Note[];
}

/** A report that passes nothing where its file stops early, and whose kept original holds no credentials. */
export function externalReport(file: FileInput, { unread, cutOff }: Lines, said: Told): ImportResult {
  const { exhaustive = [], notes = [], definitions = [], facts, ...rest } = said;
  const complete = (said.complete ?? true) && !cutOff;
  const observations = said.observations.filter(({ outcome }) => complete || outcome !== "pass");
  const original = withoutCredentials(file.bytes);
  return oneReport(
    {
      ...rest,
      ...told(file),
      complete,
      observations,
      // The rest of the list could hold more: a count or a list of a part would be taken for the whole.
      facts: complete ? facts : [],
      definitions: [...definitionsOf(observations), ...definitions],
      exhaustive: complete && !unread.any ? exhaustive : [],
      notes: [
        ...(complete ? [] : [TRUNCATED]),
        ...(complete ? unread.notes : []),
        ...(original.removed ? [REMOVED] : []),
        ...notes,
      ],
    },
    original.bytes,
  );
}
