/** What a planner and a new plan are about, as it stands in an address: `key`, `host`, `group`, `tower`, `finding`, repeated. Pure. */

type Query = Record<string, string | string[] | undefined>;

/** Every value of a parameter, also of one that holds several with commas between them. */
export function valuesOf(query: Query, name: string): string[] {
  const value = query[name];
  return [...new Set((Array.isArray(value) ? value : [value ?? ""]).filter((one) => one !== ""))];
}

/** Ids stand one by one, or in one value with commas. */
export const idsOf = (query: Query, ...names: string[]): string[] => [
  ...new Set(
    names.flatMap((name) => valuesOf(query, name).flatMap((value) => value.split(",").filter(Boolean))),
  ),
];

/** What `selectionSchema` reads; left out what the address does not say. */
export function selectionOf(query: Query): Record<string, unknown> {
  const [keys, hosts, findings] = [
    valuesOf(query, "key"),
    idsOf(query, "host", "hosts"),
    idsOf(query, "finding"),
  ];
  const [group] = valuesOf(query, "group");
  const [tower] = valuesOf(query, "tower");
  return {
    ...(keys.length > 0 && { keys }),
    ...(hosts.length > 0 && { hosts }),
    ...(findings.length > 0 && { findings }),
    ...(group && { group }),
    ...(tower && { tower }),
  };
}

/** An address with its parameters, some of them repeated. */
export function addressOf(path: string, pairs: readonly (readonly [string, string | undefined])[]): string {
  const search = new URLSearchParams();
  for (const [name, value] of pairs) if (value) search.append(name, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
