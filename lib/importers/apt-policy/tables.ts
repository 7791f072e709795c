/** `apt-cache policy PACKAGE…`: for each package which of its versions come from where. */
import type { Observation } from "@/lib/fortress/types";
import { alien, ownershipOf } from "../external";
import { placeOf } from "./repositories";

interface Table {
  name: string;
  /** The lines `Installed:` and `Candidate:`, in whatever language. */
  values: string[];
  own: boolean;
  foreign: string[];
}

const NAME = /^([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?:$/;
const VALUE = /^ {2}[^ :][^:]*: ?(\S.*)?$/;
const HEADING = /^ {2}[^ :][^:]*:$/;
const VERSION = /^(?: \*\*\* | {5})\S+(?: -?\d+)?(?: \(.*\))?$/;
const SOURCE = /^ {6,14}-?\d+ (\S.*)$/;

export const isName = (line: string): boolean => NAME.test(line);
export const isVersion = (line: string): boolean => VERSION.test(line);

const isForeign = ({ uri, suite, component }: { uri: string; suite: string; component: string }): boolean =>
  ownershipOf({ uri, suite, components: component === "" ? [] : [component] }) === "foreign";

const ESSENTIAL = ["apt", "base-files", "bash", "dpkg"];
const MANY = 50;

/** Reads line by line. Source: apt, cmdline/apt-cache.cc, `Policy`. */
export class Tables {
  private readonly all: Table[] = [];
  private current: Table | null = null;
  /** A host has few repositories and many packages: each is judged once. */
  private readonly foreign = new Map<string, boolean>();

  add(line: string): "read" | "unread" {
    const name = NAME.exec(line)?.[1];
    if (name !== undefined) {
      this.current = { name, values: [], own: false, foreign: [] };
      this.all.push(this.current);
      return "read";
    }
    const { current } = this;
    if (!current) return "unread";
    const source = SOURCE.exec(line)?.[1];
    if (source !== undefined) return this.source(current, source);
    if (VERSION.test(line) || HEADING.test(line)) return "read";
    const value = VALUE.exec(line);
    if (!value) return "unread";
    current.values.push(value[1] ?? "");
    return "read";
  }

  private source(current: Table, source: string): "read" | "unread" {
    if (source.startsWith("/")) return "read";
    const place = placeOf(source);
    if (!place) return "unread";
    const { uri, suite } = place;
    const foreign = this.foreign.get(source) ?? isForeign(place);
    this.foreign.set(source, foreign);
    if (!foreign) current.own = true;
    else if (current.foreign.length < 5) current.foreign.push(`${uri} ${suite}`);
    return "read";
  }

  get any(): boolean {
    return this.all.length > 0;
  }

  /** `(none)` in whatever language; `Installed:` comes first. */
  get installed(): Table[] {
    return this.all.filter(({ values }) => values[0] !== undefined && !/^(?:\(|$)/.test(values[0]));
  }

  /** Whether the packages of a whole host were asked for: those that every one has are among them. */
  get whole(): boolean {
    const names = new Set(this.installed.map(({ name }) => name));
    return names.size >= MANY && ESSENTIAL.every((name) => names.has(name));
  }

  /**
   * A package none of whose versions stands in a repository of the distribution. An installed version that its repository has
   * replaced stands in none, and is no alien.
   */
  aliens(): Observation[] {
    return this.installed
      .filter(({ own }) => !own)
      .map(({ name, values, foreign }) =>
        alien(
          name,
          foreign.length === 0
            ? "No repository has it."
            : "Only a repository that is not the distribution's has it.",
          [
            { name: "installed", text: values[0] ?? "" },
            ...foreign.map((text) => ({ name: "repository", text })),
          ],
        ),
      );
  }
}
