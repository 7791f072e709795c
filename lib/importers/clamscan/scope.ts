/** What a scan was asked to look at: the output does not say, the command does. */

const TOOL = /(?:^|[\s/])(clamd?scan)\s+(.*)$/;
/** Options whose value is the next word where it is not behind `=`. */
const VALUED = new Set(["-d", "-l", "-f", "-c"]);
/** Kernel file systems hold no files of their own. */
const HARMLESS = /^\^?\/?(?:sys|proc|dev|run)(?:\/|\/\*|\$|\/\.\*)?$/;

/**
 * Whether a command scans everything: `clamscan -r /`, `clamdscan --fdpass /`. Kernel file systems may be left out; any
 * other choice of files makes it a part.
 */
export function scansAll(command: string): boolean {
  const [, tool, rest = ""] = TOOL.exec(command.slice(0, 2_000)) ?? [];
  if (!tool) return false;
  const words = rest
    .split(/\s+(?:2?>|\|)/, 1)
    .join("")
    .split(/\s+/)
    .map((word) => word.replace(/^["']|["']$/g, ""));
  let recursive = tool === "clamdscan";
  const places: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-")) {
      if (word) places.push(word);
      continue;
    }
    const [, excluded] = /^--exclude-dir=(.*)$/.exec(word) ?? [];
    if (excluded !== undefined && !HARMLESS.test(excluded.replace(/^["']|["']$/g, ""))) return false;
    if (/^--(?:exclude(?!-)|include|file-list|recursive=no|cross-fs=no|max-dir-recursion)/.test(word))
      return false;
    if (/^-f/.test(word)) return false;
    if (word === "--recursive" || word === "--recursive=yes" || /^-[a-z]*r[a-z]*$/.test(word))
      recursive = true;
    if (VALUED.has(word)) at += 1;
  }
  return recursive && places.includes("/");
}

/** Whether warnings went into the same file, so that their absence means something. */
export const keepsErrors = (command: string): boolean => /2>&1|&>/.test(command);
