/** Patterns of paths: `*` stands for anything within a folder, `**` for anything through all of them. */

const MOST_STARS = 6;

/** One sentence about what is wrong with it; null: it is a pattern. */
export function faultOfPattern(pattern: string): string | null {
  if (!pattern.startsWith("/")) return "A pattern is an absolute path, such as /etc/cups/**.";
  if (pattern.length > 300) return "A pattern has at most 300 characters.";
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(pattern)) return "A pattern is one line of plain text.";
  if ((pattern.match(/\*+/g) ?? []).length > MOST_STARS) return `A pattern has at most ${MOST_STARS} stars.`;
  // `/**` would say that nothing matters any more.
  if (!/^\/[^*/]+\/[^*/]/.test(pattern)) return "Name two folders at least, such as /etc/cups/**.";
  return null;
}

/**
 * Whether a path falls under a pattern without faults. Each star is gone through once, whatever the path: a regular
 * expression would try its stars against each other, and take minutes to say no to a path that somebody made for it.
 */
export function pathMatches(pattern: string, path: string): boolean {
  const [start = "", ...rest] = pattern.split(/(\*+)/);
  if (!path.startsWith(start)) return false;
  let places = [start.length];
  for (let i = 0; i < rest.length && places.length > 0; i += 2) {
    const through = (rest[i] ?? "").length > 1;
    places = placesAfter(path, places, through, rest[i + 1] ?? "");
  }
  return places.at(-1) === path.length;
}

/**
 * Where a star and the text after it can end.
 * @param places where the star can begin, ascending
 * @param through it goes through folders
 * @returns ascending
 */
function placesAfter(path: string, places: readonly number[], through: boolean, text: string): number[] {
  const found: number[] = [];
  let next = 0;
  let reached = false;
  for (let at = places[0] ?? 0; at + text.length <= path.length; at++) {
    if (places[next] === at) {
      reached = true;
      next++;
    }
    if (reached && path.startsWith(text, at)) found.push(at + text.length);
    if (!through && path[at] === "/") reached = false;
  }
  return found;
}
