/** Who is named in a comment: `@ann`, or `@ann@example.org`. Pure. */

/** Code is quoted, not said: `@reboot` of a crontab calls nobody. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
/** An `@` that begins a word, and what may stand in an address; `mail ann@example.org` names nobody. */
const MENTION = /(?<![\p{L}\p{N}._%+@/-])@([\p{L}\p{N}][\p{L}\p{N}._%+-]*(?:@[\p{L}\p{N}.-]+)?)/gu;

/**
 * @param text Markdown
 * @param people each with their e-mail address, in lower case
 * @returns the ids of those whose address, or the part of it before the `@`, stands there; of several with the same one,
 * all of them
 */
export function mentionedIn(text: string, people: readonly { id: string; email: string }[]): string[] {
  const names = new Set<string>();
  for (const [, name = ""] of text.replace(CODE, " ").matchAll(MENTION)) {
    names.add(name.toLowerCase());
    // The end of a sentence is no part of a name.
    names.add(name.toLowerCase().replace(/[._%+-]+$/, ""));
  }
  return people.flatMap(({ id, email }) => {
    const local = email.slice(0, email.lastIndexOf("@"));
    return names.has(email) || names.has(local) ? id : [];
  });
}
