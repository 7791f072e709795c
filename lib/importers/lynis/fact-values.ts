/** Records of several fields, brought into the form in which facts keep them. */
import { LIMITS } from "@/lib/importers/limits";
import { cut } from "@/lib/importers/read/clean";
import { firstOf, type Records, valuesOf } from "./grammar";

const PROTOCOL = /^(?:tcp|udp|sctp|dccp|icmp|raw)[0-9a-z]{0,4}$/i;

/**
 * Listening sockets as `proto address:port process`, from all forms that Lynis writes:
 * `raw,ss,v1|tcp|127.0.0.1:5432|postgres|`, `0.0.0.0:22|tcp|sshd|` and `tcp4|*:22|sshd|`.
 */
export function listeners(records: Records): string[] {
  const written = [...valuesOf(records, "network_listen"), ...valuesOf(records, "network_listen_port")];
  return [...new Set(written.map(listener))];
}

function listener(written: string): string {
  const fields = written.split("|", 5);
  if (fields[0]?.startsWith("raw,")) fields.shift();
  const [first = "", second = "", third = ""] = fields;
  const [protocol, address] = PROTOCOL.test(first) ? [first, second] : [second, first];
  const names = new Set(third.split(",", 20));
  const process = [...names].filter((name) => name !== "" && name !== "-" && name !== "LISTEN").join(",");
  return cut([protocol, address, process].filter((part) => part !== "").join(" "));
}

/** Certificates past their end, from `<file>|<0 = valid, 1 = expired>|cn:<name>;notafter:<date>;|`. */
export function expiredCertificates(records: Records): string[] {
  const expired = new Set<string>();
  for (const written of valuesOf(records, "certificate")) {
    const at = written.indexOf("|1|");
    if (at === -1 || at > written.lastIndexOf("|cn:")) continue;
    const about = written.slice(at + 3).replace(/;?\|?$/, "");
    expired.add(cut(`${written.slice(0, at)} (${about.replace(";notafter:", ", expired ")})`));
  }
  return [...expired];
}

/** What is looked at of a list of packages; one more than is kept tells that the list was cut. */
const MOST_ENTRIES = LIMITS.valuesPerKey + 2;

/**
 * Installed packages as `name version`, from one line `|name,version|name,version,|name,0,…`; version 0 = not known.
 * Half of a report is this line: it is walked through once, and no string is made but those that are kept.
 */
export function packages(records: Records): string[] {
  const written = firstOf(records, "installed_packages_array") ?? "";
  const list: string[] = [];
  let comma = -1;
  for (let start = 0, entries = 0; start <= written.length && entries < MOST_ENTRIES; entries += 1) {
    const end = placeOf("|", written, start);
    if (comma < start) comma = placeOf(",", written, start);
    if (comma < end) list.push(named(written, start, comma, end));
    else if (start < end) list.push(cut(written.slice(start, end)));
    start = end + 1;
  }
  return list;
}

/** The package of an entry whose first comma stands at `comma`. */
function named(written: string, start: number, comma: number, end: number): string {
  const name = written.slice(start, comma);
  const version = written.slice(comma + 1, written[end - 1] === "," ? end - 1 : end);
  return cut(version === "" || version === "0" ? name : `${name} ${version}`);
}

/** The next place of a character, or the end of the text. */
function placeOf(character: string, text: string, from: number): number {
  const at = text.indexOf(character, from);
  return at === -1 ? text.length : at;
}

/** How many distinct things a list names by their first field, as the one value of the fact. */
export const countOf =
  (key: string) =>
  (records: Records): string[] => {
    const names = new Set<string>();
    for (const written of valuesOf(records, key)) names.add(written.slice(0, placeOf("|", written, 0)));
    return [String(names.size)];
  };
