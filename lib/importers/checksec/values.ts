/** The words of checksec for one property of one program, of all its versions. */

export const PROPERTIES = ["relro", "canary", "nx", "pie", "rpath", "runpath", "fortify", "seccomp"] as const;
export type Property = (typeof PROPERTIES)[number];

/** One program or process with what was said of it. */
export interface Program {
  /** A path or the name of a process. */
  name: string;
  said: Partial<Record<Property, string>>;
  /** How many functions could be checked ones; 0 means that FORTIFY does not apply. */
  fortifiable: number | null;
}

/**
 * How far a program has a property: 0 to 1, or null where it does not apply or nobody could look (`N/A`, `REL`,
 * `not_elf`, `Permission denied`). The words are those of the JSON of 2.x, of its screen and of 3.x, in any case.
 */
export function shareOf({ said, fortifiable }: Program, property: Property): number | null {
  const word = said[property]?.trim().toLowerCase();
  if (!word) return null;
  if (property === "fortify" && fortifiable === 0) return null;
  const found = WORDS[property].get(word);
  if (found !== undefined) return found;
  // A path of its own may be told in full.
  return (property === "rpath" || property === "runpath") && word.includes("/") && word !== "n/a" ? 0 : null;
}

const words = (good: string[], bad: string[], half: string[] = []): ReadonlyMap<string, number> =>
  new Map([
    ...good.map((word) => [word, 1] as const),
    ...half.map((word) => [word, 0.5] as const),
    ...bad.map((word) => [word, 0] as const),
  ]);

const WORDS: Record<Property, ReadonlyMap<string, number>> = {
  relro: words(["full", "full relro"], ["no", "no relro"], ["partial", "partial relro"]),
  canary: words(["yes", "canary found"], ["no", "no canary found"]),
  nx: words(["yes", "nx enabled"], ["no", "nx disabled"]),
  pie: words(["yes", "pie enabled", "static pie", "dso"], ["no", "no pie", "pie disabled"]),
  rpath: words(["no", "no rpath"], ["yes", "rpath", "rw-rpath"]),
  runpath: words(["no", "no runpath"], ["yes", "runpath", "rw-runpath"]),
  fortify: words(["yes"], ["no"], ["partial"]),
  seccomp: words(["bpf", "strict", "seccomp-bpf", "seccomp strict", "yes"], ["no", "no seccomp"]),
};
