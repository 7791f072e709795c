/** One line of `apt-show-versions`. Source of the grammar: apt-show-versions, the functions `print_version` and `print_package_internal`. */

export interface Row {
  name: string;
  state: "upgradeable" | "uptodate" | "newer" | "alien" | "other";
  suite: string | null;
  installed: string | null;
  candidate: string | null;
}

const NAME = "([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?";
const SUITE = "/(\\S+)";
/** Before 0.20 the words stood before the versions. */
const UPGRADEABLE = new RegExp(`^${NAME}${SUITE} (\\S+) (up|down)gradeable to (\\S+)$`);
const UPGRADEABLE_OLD = new RegExp(`^${NAME}${SUITE} (up|down)gradeable from (\\S+) to (\\S+)$`);
const BY_HAND = new RegExp(`^${NAME}${SUITE} \\*manually\\* upgradeable from (\\S+) to (\\S+)$`);
const UPTODATE = new RegExp(`^${NAME}${SUITE} (?:(\\S+) uptodate|uptodate (\\S+))$`);
const NEWER = new RegExp(`^${NAME} (\\S+) newer than version in archive$`);
const ALIEN = new RegExp(`^${NAME} (\\S+) installed: No available version in archive$`);
const OTHER = new RegExp(
  `^(?:${NAME} not (?:installed|available)\\b|${NAME} \\S+ (?:install|hold|deinstall|purge) |No \\S+ version$|${NAME} +\\S+ +\\S+ +\\S+$)`,
);

/** A line of a list of all packages, or null. */
export function rowOf(line: string): Row | null {
  const row = (match: RegExpExecArray, state: Row["state"], suite: number, from: number, to = 0): Row => ({
    name: match[1] ?? "",
    state,
    suite: match[suite] ?? null,
    installed: match[from] ?? null,
    candidate: to > 0 ? (match[to] ?? null) : null,
  });
  let match = UPGRADEABLE.exec(line);
  if (match) return row(match, match[4] === "up" ? "upgradeable" : "other", 2, 3, 5);
  match = UPGRADEABLE_OLD.exec(line);
  if (match) return row(match, match[3] === "up" ? "upgradeable" : "other", 2, 4, 5);
  match = BY_HAND.exec(line);
  if (match) return row(match, "upgradeable", 2, 3, 4);
  match = UPTODATE.exec(line);
  if (match) return row(match, "uptodate", 2, match[3] === undefined ? 4 : 3);
  match = NEWER.exec(line);
  if (match) return row(match, "newer", -1, 2);
  match = ALIEN.exec(line);
  if (match) return row(match, "alien", -1, 2);
  match = OTHER.exec(line);
  return match ? row(match, "other", -1, -1) : null;
}
