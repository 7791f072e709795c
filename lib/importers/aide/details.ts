/** The two-column block of AIDE's plain report: what each attribute was and is. */
import { type Attribute, isHash, nameOf, type Run } from "./run";

const HEADER = /^(?:[A-Z][A-Za-z ]{1,30}: )?(\/.*)$/;
const ATTRIBUTE = /^ {1,2}([A-Za-z][A-Za-z0-9_>() ]{0,11}):/;
/** Old values are padded to this width; longer ones go on in the next line. */
const WIDTH = 33;
const VALUE_CHARACTERS = 600;
const ATTRIBUTES_PER_PATH = 60;

/** Reads the lines below `Detailed information about changes` and below `The attributes of the … database(s)` of one run. */
export class Details {
  private path: string | null = null;
  private list: Attribute[] = [];
  private open: Attribute | null = null;
  private colon = 0;
  private readonly run: Run;

  constructor(run: Run) {
    this.run = run;
  }

  read(line: string): void {
    const header = HEADER.exec(line);
    if (header?.[1]) {
      this.path = header[1];
      this.list = this.run.attributes.get(this.path) ?? [];
      this.run.attributes.set(this.path, this.list);
      this.open = null;
      return;
    }
    if (this.path === null) return;
    const [name, old, now] = this.columns(line);
    if (name !== null) this.begin({ name: nameOf(name), old, new: now });
    else if (this.open) this.goOn(this.open, old, now);
  }

  readDatabase(line: string): void {
    if (line.startsWith("/")) {
      if (this.run.databases.length < 10) this.run.databases.push({ path: line, hash: null });
      this.open = null;
      return;
    }
    const database = this.run.databases.at(-1);
    const [name, value] = this.columns(line);
    if (!database || value === null) return;
    if (name !== null) {
      this.open = { name: nameOf(name), old: value, new: null };
      if (this.open.name === "sha256") database.hash = value;
    } else if (this.open) {
      this.goOn(this.open, value, null);
      if (this.open.name === "sha256") database.hash = this.open.old;
    }
  }

  /** A name, where the line begins an attribute, and the values of both sides. */
  private columns(line: string): [string | null, string | null, string | null] {
    const match = ATTRIBUTE.exec(line);
    if (match) this.colon = match[0].length - 1;
    const rest = line.slice(this.colon + 2);
    let bar = rest[WIDTH] === "|" ? WIDTH : rest.indexOf("| ");
    if (bar === -1 && rest.endsWith("|")) bar = rest.length - 1;
    const name = match?.[1]?.trim() ?? null;
    if (bar !== -1) return [name, said(rest.slice(0, bar)), said(rest.slice(bar + 1))];
    // A single value stands left for what was, right for what is.
    return rest.startsWith(" ".repeat(WIDTH)) ? [name, null, said(rest)] : [name, said(rest), null];
  }

  private begin(attribute: Attribute): void {
    this.open = this.list.length < ATTRIBUTES_PER_PATH ? attribute : null;
    if (this.open) this.list.push(this.open);
  }

  private goOn(open: Attribute, old: string | null, now: string | null): void {
    open.old = joined(open.old, old, open.name);
    open.new = joined(open.new, now, open.name);
  }
}

const said = (text: string): string | null => text.trim() || null;

function joined(before: string | null, more: string | null, name: string): string | null {
  if (more === null || (before?.length ?? 0) > VALUE_CHARACTERS) return before;
  return before === null ? more : `${before}${isHash(name) ? "" : " "}${more}`;
}
