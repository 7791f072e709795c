/** One line of debsums. Source of the grammar: the Debian package debsums, `debsums` (Perl), version 3.0.2.1. */

export type Line =
  /** `changed`: another content; `missing`: gone; `broken`: something that is no readable file lies there. */
  | { what: "changed" | "missing" | "broken"; path: string; pack: string; reason?: string }
  | { what: "forbidden" | "ok" }
  /** `PATH   FAILED`; a bare path. */
  | { what: "failed" | "path"; path: string }
  | { what: "no-sums" }
  /** A package was asked for by name that is not there. */
  | { what: "not-installed" }
  | { what: "error" | "noise" | "other" };

const CHANGED =
  /^debsums: (changed|missing) file (\/.*?)(?: \(observed:[0-9a-f]{1,64} expected:[0-9a-f]{1,64}\))? \(from (\S{1,200}) package\)$/;
const UNREADABLE = /^debsums: can't (?:open|check) (\S{1,200}) file (\/.*) \(([^()]{1,200})\)$/;
const RESULT = /^(\/.*[^\s:])\s+(OK|FAILED|REPLACED)$/;
/** `clamscan` and `sha256sum --check` put a colon between a path and what they found. */
const FOREIGN = /: (?:OK|FAILED|Empty file|Excluded|Symbolic link|.* (?:FOUND|ERROR|read))$/;

export function readLine(line: string): Line {
  if (line.startsWith("/")) {
    const result = RESULT.exec(line);
    if (!result) return FOREIGN.test(line) ? { what: "other" } : { what: "path", path: line.trimEnd() };
    return result[2] === "FAILED" ? { what: "failed", path: result[1] ?? "" } : { what: "ok" };
  }
  if (!line.startsWith("debsums: "))
    return { what: /^(?:dpkg-query|perl|locale): |^\s/.test(line) || line === "" ? "noise" : "other" };
  const changed = CHANGED.exec(line);
  if (changed) {
    const what = changed[1] === "missing" ? "missing" : "changed";
    return { what, path: changed[2] ?? "", pack: changed[3] ?? "" };
  }
  const unreadable = UNREADABLE.exec(line);
  if (unreadable) {
    const [, pack = "", path = "", reason = ""] = unreadable;
    if (reason === "No such file or directory") return { what: "noise" };
    return /^(?:Permission denied|Operation not permitted)$/.test(reason)
      ? { what: "forbidden" }
      : { what: "broken", path, pack, reason };
  }
  if (/^debsums: no md5sums for \S+(?: and no deb available)?$/.test(line)) return { what: "no-sums" };
  if (/^debsums: (?:package \S+ is not installed|invalid package name )/.test(line))
    return { what: "not-installed" };
  return { what: /^debsums: invalid (?:line|Replaces) /.test(line) ? "noise" : "error" };
}
