/** One line of dpkg.log. Source of the grammar: dpkg(1), option `--log`. */
import { isName, isVersion, type Update } from "../inventory";
import { utc } from "../times";

const STAMP = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d) ([a-z]{1,20}) (\S.*)$/;
const NONE = "<none>";

/** What an action comes to. A package disappears when others have taken over all of its files. */
const ACTIONS: ReadonlyMap<string, Update["action"]> = new Map([
  ["install", "install"],
  ["upgrade", "upgrade"],
  ["remove", "remove"],
  ["purge", "remove"],
  ["disappear", "remove"],
]);

const STATES =
  /^(?:not-installed|config-files|half-installed|unpacked|half-configured|triggers-awaited|triggers-pending|installed) \S+ \S+$/;
/** Lines that change no file of a package, or follow one that does: they are known, and say nothing more. */
const OTHERS: ReadonlyMap<string, RegExp> = new Map([
  ["status", STATES],
  ["configure", /^\S+ \S+ \S+$/],
  ["trigproc", /^\S+ \S+ \S+$/],
  ["startup", /^(?:archives|packages) \S+$/],
  ["conffile", /^\S.* (?:install|keep)$/],
]);

interface LogLine {
  /** RFC 3339 in UTC. */
  at: string;
  /** Null for a line that installs, replaces and removes nothing. */
  update: Update | null;
}

/**
 * @param offset minutes east of UTC: the log has local times
 * @returns null for a line that dpkg did not write
 */
export function readLine(line: string, offset: number): LogLine | null {
  const match = STAMP.exec(line);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, word = "", rest = ""] = match;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  const at = utc(y ?? 0, mo ?? 0, d ?? 0, h, mi, s, offset);
  if (at === null) return null;
  const action = ACTIONS.get(word);
  if (action === undefined) return OTHERS.get(word)?.test(rest) ? { at, update: null } : null;
  const update = updateOf(at, action, rest.split(" "));
  return update && { at, update };
}

/** `libssl3:amd64 3.0.1 3.0.2`: what was installed, and what is to come. */
function updateOf(at: string, action: Update["action"], words: readonly string[]): Update | null {
  const [written = "", before = "", after = "", ...more] = words;
  const name = written.replace(/:[^:]*$/, "");
  const version = action === "remove" ? before : after;
  const other = action === "remove" ? after : before;
  if (more.length > 0 || !isName(name) || !isVersion(version)) return null;
  return other === NONE || isVersion(other) ? { at, action, name, version } : null;
}
