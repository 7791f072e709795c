/** Names of RPM packages and side remarks, as dnf, yum and dnf5 write them. */
import type { Note } from "./types";

const ARCH =
  "noarch|src|nosrc|x86_64(?:_v\\d)?|i[3-6]86|ia32e|ia64|amd64|athlon|geode|aarch64|arm64|armv\\d\\w*|ppc|ppc64(?:le|p7)?|s390x?|riscv64|loongarch64|mips\\w*|alpha|sparc\\w*";
const NAME_ARCH = new RegExp(`^([A-Za-z0-9_][A-Za-z0-9_+.-]*)\\.(${ARCH})$`);

/** `alpha-libs.noarch` */
export function nameOfNa(text: string): string | null {
  return text.length > 300 ? null : (NAME_ARCH.exec(text)?.[1] ?? null);
}

const LAST_ARCH = new RegExp(`^(.+)\\.(${ARCH})$`);
const EPOCH_VERSION = /^(?:\d+:)?[A-Za-z0-9][A-Za-z0-9._+~^]*$/;
const RELEASE = /^[A-Za-z0-9][A-Za-z0-9._+~^]*$/;
const NAME = /^(?:(\d+):)?([A-Za-z0-9_][A-Za-z0-9_+.-]*)$/;

export interface Nevra {
  name: string;
  /** With its epoch, if it has one. */
  version: string;
}

/**
 * `bind-libs-32:9.8.2-0.17.rc1.el6.3.x86_64`, split from the right because names hold hyphens and digits; the epoch of old yum
 * may stand in front: `32:bind-libs-9.8.2-0.17.x86_64`.
 */
export function nevraOf(text: string): Nevra | null {
  if (text.length > 400) return null;
  const rest = LAST_ARCH.exec(text)?.[1];
  if (rest === undefined) return null;
  const release = rest.lastIndexOf("-");
  const version = rest.lastIndexOf("-", release - 1);
  if (version <= 0 || release <= version) return null;
  const evr = rest.slice(version + 1);
  const named = NAME.exec(rest.slice(0, version));
  if (
    !named ||
    !EPOCH_VERSION.test(rest.slice(version + 1, release)) ||
    !RELEASE.test(rest.slice(release + 1))
  )
    return null;
  const [, epoch, name = ""] = named;
  return { name, version: epoch === undefined ? evr : `${epoch}:${evr}` };
}

/** What dnf, yum and dnf5 write around any list; lines come without the blanks at their ends. */
const ASIDES = [
  /^Last metadata expiration check: /,
  /^Load(?:ed|ing) (?:plugins?|mirror speeds|[\w.-]+ plugin|"[\w.-]+" plugin)\b/,
  /^Determining fastest mirrors/,
  /^\* [\w.-]+: \S+$/,
  /^: [\w, -]+$/,
  /^Updating and loading repositories:/,
  /^Repositories loaded\./,
  /^(?:Updating|Unable to read|This system is not registered|Not root, )/,
  /^Repository \S+ is listed more than once/,
  /^(?:Metadata cache created|Warning: |WARNING: |Failed to set locale|https?:\/\/)/,
];

/** Whether a line is no part of a list: what a tool says of its plugins, mirrors and downloads. */
export const isAside = (line: string): boolean =>
  ASIDES.some((one) => one.test(line)) || (line.includes(" | ") && /\d ?[kKMG]?i?B\b/.test(line));

/** The tool gave up. */
export const FAILED =
  /^(?:Error: |Failed to download metadata|Failed to load repository|Cannot find a valid baseurl|One of the configured repositories failed|There are no enabled repos|Unknown argument |Unknown command |No such command: )/;

/** A repository was left out: what it holds is not in the list. */
export const LEFT_OUT =
  /^(?:Errors during downloading metadata for repository |Ignoring repositories: |Failed to synchronize cache for repo )|ignoring this repo|Trying other mirror|skipping\.?$/;

/** A note on a list that lacks what one repository holds. */
export const LEFT_OUT_NOTE: Note = {
  code: "repository-left-out",
  text: "The tool could not reach one of its repositories and left it out: nothing counts as gone.",
};
