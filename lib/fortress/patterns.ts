/** Patterns of paths: `*` stands for anything within a folder, `**` for anything through all of them. */

/** More would let a pattern take long to say no. */
const MOST_STARS = 6;

/** One sentence about what is wrong with it; null: it is a pattern. */
export function faultOfPattern(pattern: string): string | null {
  if (!pattern.startsWith("/")) return "A pattern is an absolute path, such as /etc/cups/**.";
  if (pattern.length > 300) return "A pattern has at most 300 characters.";
  if (/[\0\n\r]/.test(pattern)) return "A pattern is one line.";
  if ((pattern.match(/\*+/g) ?? []).length > MOST_STARS) return `A pattern has at most ${MOST_STARS} stars.`;
  // `/**` would say that nothing matters any more.
  if (!/^\/[^*/]+\/[^*]/.test(pattern)) return "Name two folders at least, such as /etc/cups/**.";
  return null;
}

const compiled = new Map<string, RegExp>();

/** Whether a path falls under a pattern without faults. */
export function pathMatches(pattern: string, path: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    const parts = pattern.split(/(\*+)/).map((part) => {
      if (!part.startsWith("*")) return part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
      return part.length > 1 ? ".*" : "[^/]*";
    });
    expression = new RegExp(`^${parts.join("")}$`, "s");
    if (compiled.size > 1000) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression.test(path);
}
