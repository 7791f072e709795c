/** One row of `apt list`. */

export interface Row {
  name: string;
  suites: string;
  version: string;
  /** `from`: an update waits. `to`: the installed version of such a package. `other`: neither. */
  state: "from" | "to" | "other";
  /** The version within the brackets, if any. */
  other: string | null;
}

const ROW = /^([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?\/(\S+) (\S+) ([a-z0-9-]+)(?: \[([^[\]]+)\])?$/;
const VERSION = /[0-9][A-Za-z0-9.+:~-]*/;

/**
 * `openssl/stable-security 3.0.17 amd64 [upgradable from: 3.0.15]`. The words in the brackets come in many languages: an
 * installed version has a comma before its second part, whatever the language. Source: apt, apt-private/private-output.cc.
 */
export function rowOf(line: string): Row | null {
  const match = ROW.exec(line.trimEnd());
  if (!match) return null;
  const [, name = "", suites = "", version = "", , words = ""] = match;
  const other = VERSION.exec(words)?.[0] ?? null;
  const state = other === null ? "other" : /[,、，]/.test(words) ? "to" : "from";
  return { name, suites, version, state, other };
}
