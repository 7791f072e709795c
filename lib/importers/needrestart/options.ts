/** What a run of needrestart looked at, by its command. Source: needrestart, ex/needrestart, `getopts`. */

const WITH_VALUE = "crmtu";

/** Whether services were looked at: with `-l`, or where none of `-k`, `-l`, `-w` narrows the run; null without its command. */
export function looksAtServices(command: string): boolean | null {
  const words = command.split(/\s+/);
  const at = words.findIndex((word) => /(?:^|\/)needrestart$/.test(word));
  if (at === -1) return null;
  const given = new Set<string>();
  for (let index = at + 1; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!/^-[a-z]/.test(word)) break;
    for (let letter = 1; letter < word.length; letter++) {
      const flag = word.charAt(letter);
      given.add(flag);
      if (!WITH_VALUE.includes(flag)) continue;
      // The value follows in the same word, or is the next one.
      if (letter === word.length - 1) index += 1;
      break;
    }
  }
  return given.has("l") || !(given.has("k") || given.has("w"));
}
