/** The filter of a list of findings, as it stands in an address. Pure. */
import type { FindingQuery } from "./findings";

const USUAL: Partial<Record<keyof FindingQuery, string>> = { state: "current", sort: "-gain" };

/** What differs from the list as it comes; without the place in it. `findingQuerySchema` reads it again. */
export const filterOf = ({
  cursor: _cursor,
  limit: _limit,
  ...filter
}: FindingQuery): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined || value === "" || USUAL[name as keyof FindingQuery] === value
        ? []
        : [[name, String(value)]],
    ),
  );
