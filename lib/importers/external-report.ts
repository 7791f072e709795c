/** A report on external software: it passes nothing where its file stops early, and keeps no credentials. */
import type { Observation } from "@/lib/fortress/types";
import { told } from "./context";
import { REMOVED, withoutCredentials } from "./credentials";
import { definitionsOf } from "./external";
import type { Lines } from "./lines";
import { oneReport, TRUNCATED } from "./report";
import type { FileInput, ImportResult, Note, Report, Scope } from "./types";

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
