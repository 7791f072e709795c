/** Records of several fields, brought into the form in which facts keep them. */
import { cut } from "@/lib/importers/read/clean";
import { type Records, valuesOf } from "./grammar";

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

/** How many distinct things a list names by their first field, as the one value of the fact. */
export const countOf =
  (key: string) =>
  (records: Records): string[] => {
    const names = new Set<string>();
    for (const written of valuesOf(records, key)) names.add(written.split("|", 1)[0] ?? "");
    return [String(names.size)];
  };
