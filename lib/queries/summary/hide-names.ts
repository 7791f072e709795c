/** Hides which hosts a summary is about: a pseudonym for each, wherever a text names one. Pure. */
import { createHmac } from "node:crypto";
import type { Summary } from "@/lib/exports/summary";

/** A host with everything by which texts may name it. */
export interface KnownHost {
  id: string;
  /** What it is called first; then other names and identifiers. */
  names: readonly string[];
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/** A letter and a sign at least: `A7`. */
const SHORTEST = 2;

/**
 * The pseudonym of each host: `Host A7`, as long as it must be to be its own. The same key gives the same ones, also when
 * hosts come and go, but for the length.
 */
export function pseudonyms(key: Uint8Array, hosts: readonly KnownHost[]): ReadonlyMap<string, string> {
  const codes = [...new Set(hosts.map(({ id }) => id))]
    .map((id) => ({ id, code: codeOf(key, id) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return new Map(
    codes.map(({ id, code }, index) => {
      const shared = Math.max(
        common(code, codes[index - 1]?.code ?? ""),
        common(code, codes[index + 1]?.code ?? ""),
      );
      return [id, `Host ${code.slice(0, Math.max(SHORTEST, shared + 1))}`];
    }),
  );
}

function codeOf(key: Uint8Array, id: string): string {
  const [first = 0, ...rest] = createHmac("sha256", key).update(id).digest();
  return LETTERS[first % LETTERS.length] + rest.map((byte) => SIGNS[byte % SIGNS.length]).join("");
}

function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Identifiers that are known of no host, and addresses: `[address]` tells enough. */
const PATTERNS: readonly [RegExp, string][] = [
  [/(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])/gi, "[id]"],
  [/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)(?:\/\d{1,2})?/g, "[address]"],
  [/(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}(?![0-9a-f:])/gi, "[address]"],
  [
    /(?<![0-9a-z:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?(?![0-9a-z:])/gi,
    "[address]",
  ],
];

/** @param text as it stands; @returns the same without the names */
type Hide = (text: string) => string;

/**
 * Every name of the known hosts, the domain after it, and every address and id, out of every text of a summary. Links go
 * with them: they hold ids.
 * @param key of this share alone
 * @param hosts all that there are, so that a text does not tell of others either
 */
export function hideNames(summary: Summary, key: Uint8Array, hosts: readonly KnownHost[]): Summary {
  const called = pseudonyms(key, hosts);
  const hide = hider(hosts, called, JSON.stringify(summary).normalize());
  const place = <T extends { name: string; href: string | null }>(one: T): T => {
    const id = /^\/hosts\/([0-9a-f-]{36})/.exec(one.href ?? "")?.[1];
    return { ...one, name: (id && called.get(id)) || hide(one.name), href: null };
  };
  const title = <T extends { title: string }>(one: T): T => ({ ...one, title: hide(one.title) });
  const or = (text: string | null): string | null => (text === null ? null : hide(text));
  return {
    ...summary,
    title: hide(summary.title),
    comment: hide(summary.comment),
    lowest: summary.lowest && place(summary.lowest),
    highest: summary.highest && place(summary.highest),
    towers: summary.towers.map((one) => ({
      ...one,
      held: one.held && { ...one.held, cause: hide(one.held.cause) },
      because: or(one.because),
    })),
    holdsBack: summary.holdsBack.map((one) => ({ ...one, text: hide(one.text) })),
    repaired: { ...summary.repaired, first: summary.repaired.first.map(title) },
    findings: {
      ...summary.findings,
      top: summary.findings.top.map((one) => ({ ...title(one), key: hide(one.key), repair: or(one.repair) })),
    },
    plans: summary.plans.map((one) => ({ ...title(one), owner: or(one.owner) })),
    decisions: summary.decisions.map((one) => ({
      ...title(one),
      reason: hide(one.reason),
      owner: or(one.owner),
      approver: or(one.approver),
    })),
    silent: { ...summary.silent, first: summary.silent.first.map(place) },
    evidence: summary.evidence.map((one) => ({ ...one, source: hide(one.source) })),
    attestations: summary.attestations.map((one) => ({
      ...one,
      measure: hide(one.measure),
      byWhom: hide(one.byWhom),
    })),
    drawing: hideDeep(summary.drawing, hide),
    table: summary.table.map(place),
  };
}

/** The same in a text that stands beside a summary. */
export const hideNamesIn = (text: string, key: Uint8Array, hosts: readonly KnownHost[]): string =>
  hider(hosts, pseudonyms(key, hosts), text.normalize())(text);

/** Words of the drawing that are ours. */
const OURS = new Set(["grade", "state", "age", "silentSince"]);

function hideDeep(value: unknown, hide: Hide): unknown {
  if (typeof value === "string") return hide(value);
  if (Array.isArray(value)) return value.map((one) => hideDeep(one, hide));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) =>
      name === "href" ? [] : [[name, OURS.has(name) ? one : hideDeep(one, hide)]],
    ),
  );
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const folded = (text: string): string => text.normalize().toLowerCase();

/** @param all every text there is: of 10,000 hosts, only those that it names are looked for */
function hider(hosts: readonly KnownHost[], called: ReadonlyMap<string, string>, all: string): Hide {
  const spoken = folded(all);
  const names = new Map<string, string>();
  const forms = new Set<string>();
  for (const { id, names: own } of hosts) {
    for (const name of [id, ...own.flatMap(aliases)].map((one) => one.normalize())) {
      if (!isSpoken(spoken, folded(name))) continue;
      // As it is written too: the capital of a letter may be more than one letter.
      forms.add(name);
      if (!names.has(folded(name))) names.set(folded(name), called.get(id) ?? "Host");
    }
  }
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const pattern =
    longestFirst.length === 0
      ? null
      : new RegExp(
          `((?<![\\p{L}\\p{N}])(?:${longestFirst.map(escaped).join("|")})(?:\\.[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])*(?![\\p{L}\\p{N}]))`,
          "giu",
        );
  const of = (match: string): string => {
    const form = folded(match);
    const name = longestFirst.find((one) => form.startsWith(folded(one)));
    return names.get(form) ?? names.get(folded(name ?? "")) ?? "Host";
  };
  return (text) => {
    const named = text.normalize();
    const parts = pattern ? named.split(pattern) : [named];
    // Odd parts are names; the patterns look at what lies between them.
    return parts
      .map((part, index) =>
        index % 2 === 1 ? of(part) : PATTERNS.reduce((rest, [form, word]) => rest.replace(form, word), part),
      )
      .join("");
  };
}

/** JSON writes quotes and backslashes in another way; such names are looked for in any case. */
const isSpoken = (spoken: string, form: string): boolean =>
  /["\\\p{Cc}]/u.test(form) || spoken.includes(form);

/** A name, and without its domain: `web-01.example.org` is `web-01` too. An address has no such short form. */
function aliases(name: string): string[] {
  const trimmed = name.trim();
  const [short = ""] = trimmed.split(".");
  if (trimmed === "") return [];
  return short.length > 1 && short !== trimmed && !/^\d+$/.test(short) ? [trimmed, short] : [trimmed];
}
