/** Which host the report speaks of, and when it was made. */
import { LIMITS } from "@/lib/importers/limits";
import { cut } from "@/lib/importers/read/clean";
import type { HostClaim } from "@/lib/importers/types";
import { firstOf, type Records } from "./grammar";

const IDENTIFIERS = [
  { kind: "hostid2", key: "hostid2", form: /^[0-9a-f]{64}$/ },
  { kind: "hostid", key: "hostid", form: /^[0-9a-f]{40}$/ },
  { kind: "machine-id", key: "machineid", form: /^[0-9a-f]{32}$/ },
] as const;

/**
 * Hashes of nothing, which many hosts share: SHA-1 and SHA-256 of the empty text and of a newline, and the SHA-1 of
 * the MAC address of zeros that Lynis itself refuses.
 */
const SHARED = new Set([
  "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "adc83b19e793491b1c6ea0fd8b46cd9f32e592fc",
  "6ef1338f520d075957424741d7ed35ab5966ae97",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b",
]);
const ONE_DIGIT = /^(.)\1*$/;
const SHORT = 200;

export function readHost(records: Records): HostClaim {
  const name = firstOf(records, "hostname");
  return {
    name: name === null ? null : cut(name, LIMITS.hostNameCharacters),
    identifiers: readIdentifiers(records),
    os: {
      family: short(records, "os"),
      name: short(records, "os_name"),
      version: short(records, "os_version"),
      kernel: short(records, "os_kernel_version_full") ?? short(records, "os_kernel_version"),
    },
  };
}

function readIdentifiers(records: Records): HostClaim["identifiers"] {
  const identifiers: HostClaim["identifiers"] = [];
  for (const { kind, key, form } of IDENTIFIERS) {
    const value = firstOf(records, key)?.toLowerCase();
    if (!value || !form.test(value) || ONE_DIGIT.test(value) || SHARED.has(value)) continue;
    identifiers.push({ kind, value });
  }
  return identifiers;
}

/** A short text of the header, or null. */
export function short(records: Records, key: string): string | null {
  const value = firstOf(records, key);
  return value === null ? null : cut(value, SHORT);
}

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;
/** Lynis came out in 2007; a clock that stands before 2000 or after 2099 is wrong. */
const YEARS = { first: 2000, last: 2099 };

/** A local time `YYYY-MM-DD HH:MM:SS` without a zone, taken as UTC: RFC 3339, or null where it is no possible time. */
export function readTime(records: Records, key: string): string | null {
  const match = DATE_TIME.exec(firstOf(records, key) ?? "");
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (year < YEARS.first || year > YEARS.last) return null;
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const text = `${time.toISOString().slice(0, 19)}Z`;
  return text === match[0].replace(" ", "T").concat("Z") ? text : null;
}
