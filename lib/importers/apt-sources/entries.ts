/** The two forms of a file of apt's sources: one line for each, or paragraphs of fields. */
import { withoutUser } from "@/lib/importers/credentials";

export interface Entry {
  uri: string;
  suite: string;
  components: string[];
  /** `trusted=yes` or another option that takes packages without a checked signature, as it stands there. */
  unchecked: string | null;
  /** The file of `Signed-By`, `embedded` for a key within the entry, null where nothing is said. */
  keyring: string | null;
  line: number;
}

const UNCHECKED = new Set(["trusted", "allow-insecure", "allow-downgrade-to-insecure"]);
const YES = new Set(["yes", "true", "with", "on", "enable", "1"]);
const NO = new Set(["no", "false", "without", "off", "disable", "0"]);

const BEGIN = /^deb(?:-src)?[ \t]+(?=\S)/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Whether a line has the form `deb [option=value …] address suite component…`. */
export const isOneLine = (line: string): boolean => entryOf(line.trimStart(), 1) !== null;

/** @returns null for a line that is no entry. Source: apt, apt-pkg/sourcelist.cc. */
export function entryOf(line: string, number: number): Entry | null {
  const begin = BEGIN.exec(line);
  if (!begin) return null;
  const comment = line.indexOf(" #");
  let rest = (comment === -1 ? line : line.slice(0, comment)).slice(begin[0].length);
  const options = new Map<string, string>();
  if (rest.startsWith("[")) {
    const end = rest.indexOf("]");
    if (end === -1) return null;
    for (const word of wordsOf(rest.slice(1, end))) {
      const [key = "", value = ""] = word.split(/[+-]?=/, 2);
      options.set(key.toLowerCase(), value);
    }
    rest = rest.slice(end + 1).trimStart();
  }
  // The name of a disc stands in brackets and holds blanks: cdrom:[Debian GNU/Linux 12 …]/
  const disc = rest.startsWith("cdrom:[") ? rest.indexOf("]") : 0;
  if (disc === -1) return null;
  const [end = "", suite = "", ...components] = wordsOf(rest.slice(disc));
  const uri = rest.slice(0, disc) + end;
  if (!SCHEME.test(uri) || suite === "") return null;
  return {
    uri: withoutUser(uri),
    suite,
    components,
    unchecked: uncheckedOf(options),
    keyring: options.get("signed-by") || null,
    line: number,
  };
}

const wordsOf = (text: string): string[] => text.split(/[ \t]+/).filter((word) => word !== "");

function uncheckedOf(options: ReadonlyMap<string, string>): string | null {
  for (const [key, value] of options)
    if (UNCHECKED.has(key) && YES.has(value.trim().toLowerCase())) return `${key}=${value.trim()}`;
  return null;
}

const FIELD = /^([A-Za-z][A-Za-z0-9-]{0,60}):(.*)$/;

/** `[name in lower case, value]`, or null for a line that begins no field. */
export function fieldOf(line: string): [string, string] | null {
  const match = FIELD.exec(line);
  return match ? [(match[1] ?? "").toLowerCase(), (match[2] ?? "").trim()] : null;
}

/** One paragraph of a `.sources` file. Source: apt, sources.list(5), DEB822-STYLE FORMAT. */
export class Paragraph {
  readonly fields = new Map<string, string>();
  private last = "";
  constructor(readonly line: number) {}

  add(name: string, value: string): void {
    this.fields.set(name, value);
    this.last = name;
  }

  /** A line that goes on with the last field; false where there is none. */
  more(text: string): boolean {
    if (this.last === "") return false;
    const before = this.fields.get(this.last) ?? "";
    // Of an embedded key its being there is enough.
    if (this.last === "signed-by" && before.length > 4000) return true;
    if (before.length < 100_000) this.fields.set(this.last, `${before} ${text.trim()}`);
    return true;
  }

  /** At most `most` entries; none for one that is switched off; null for a paragraph without a type, an address or a suite. */
  entries(most: number): Entry[] | null {
    const words = (name: string) => wordsOf(this.fields.get(name) ?? "");
    if (NO.has((this.fields.get("enabled") ?? "").toLowerCase())) return [];
    const [uris, suites] = [words("uris"), words("suites")];
    if (words("types").length === 0 || uris.length === 0 || suites.length === 0) return null;
    const rest = {
      components: words("components"),
      unchecked: uncheckedOf(this.fields),
      keyring: keyringOf(this.fields.get("signed-by")),
      line: this.line,
    };
    const found: Entry[] = [];
    for (const uri of uris)
      for (const suite of suites)
        if (found.length < most && SCHEME.test(uri)) found.push({ uri: withoutUser(uri), suite, ...rest });
    return found;
  }
}

function keyringOf(value: string | undefined): string | null {
  const text = (value ?? "").trim();
  if (text === "") return null;
  return text.startsWith("-----BEGIN") ? "embedded" : text;
}
