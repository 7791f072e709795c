/** Packages that a local check names in its output, and the versions that it found and wants. */
import { cut } from "@/lib/importers/read/clean";
import type { Finding } from "./model";

export interface NamedPackage {
  name: string;
  installed?: string;
  shouldBe?: string;
}

const INSTALLED = /^\s*(?:- )?(?:Remote package installed|Installed package)\s*:\s*(\S+)/;
const WANTED = /^\s*(?:Should be|Fixed package)\s*:\s*(\S+)/;
/** Checks for vulnerabilities that the distribution has not fixed list packages alone. */
const UNPATCHED = /^Linux Distros Unpatched Vulnerability/;
const BULLET = /^\s*- ([A-Za-z0-9][A-Za-z0-9.+_-]*)\s*$/;
const PACKAGES = 500;

export function packagesOf({ output, family, name }: Finding): NamedPackage[] {
  const named = new Map<string, NamedPackage>();
  let last: NamedPackage | undefined;
  for (const line of output.split("\n")) {
    if (named.size >= PACKAGES) break;
    const installed = INSTALLED.exec(line)?.[1];
    const wanted = WANTED.exec(line)?.[1];
    if (installed !== undefined) {
      const { name: word, version } = splitPackage(installed, family);
      last = named.get(word) ?? { name: word, installed: version };
      named.set(word, last);
    } else if (wanted !== undefined && last) {
      last.shouldBe ??= splitPackage(wanted, family).version;
      last = undefined;
    } else if (UNPATCHED.test(name)) {
      const bullet = BULLET.exec(line)?.[1];
      if (bullet !== undefined) named.set(bullet, { name: cut(bullet, 120) });
    }
  }
  return [...named.values()];
}

const DEBIAN = /^(?:Debian|Ubuntu) /;

/**
 * `openssl_1.1.1n-0+deb11u3`, `openssl_3.0.2_amd64` of Debian and Ubuntu; `mod_ssl-2.4.6-90.el7` of RPM, where a name may
 * hold underscores and hyphens.
 */
export function splitPackage(text: string, family: string): { name: string; version: string } {
  const at = DEBIAN.test(family) || /^[a-z0-9+.-]+_\d/.test(text) ? text.indexOf("_") : -1;
  if (at > 0) {
    const version = text
      .slice(at + 1)
      .replace(/_(?:amd64|arm64|armhf|armel|i386|ppc64el|s390x|riscv64|all)$/, "");
    return { name: cut(text.slice(0, at), 120), version: cut(version, 120) };
  }
  const release = text.lastIndexOf("-");
  const version = release > 0 ? text.lastIndexOf("-", release - 1) : -1;
  const split = version > 0 && /\d/.test(text.charAt(version + 1)) ? version : release;
  return split > 0
    ? { name: cut(text.slice(0, split), 120), version: cut(text.slice(split + 1), 120) }
    : { name: cut(text, 120), version: "" };
}
