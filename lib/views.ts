/** Saved views: which pages have them, and what of an address they keep. Pure. */

/** The pages whose filter, sorting and columns can be kept under a name. */
export const VIEW_PAGES = ["/hosts", "/findings", "/decisions"] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

export const LONGEST_QUERY = 1000;

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/**
 * The query of a view in its one form: `name=value` pairs, sorted, without empty values and without the place in a list.
 * @param text with or without its question mark
 * @returns null where it is anything else, or too long
 */
export function viewQuery(text: string): string | null {
  const kept = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(text)) {
    if (!NAME.test(name)) return null;
    if (value !== "" && name !== "cursor") kept.append(name, value);
  }
  kept.sort();
  const query = kept.toString();
  return query.length > LONGEST_QUERY ? null : query;
}
