/** What a repair is called and how long it takes, by the guidance or by guess. */
import { kindOfAll } from "@/lib/fortress/repaired";
import { guidanceFor } from "@/lib/guidance";
import type { Guidance } from "@/lib/guidance/shape";

/** Minutes for one host where no guidance says it. */
const GUESS = 15;

/** Waiting updates and the holes that they close are one piece of work. */
const OF_EXPOSURES: Readonly<Record<string, string>> = {
  package: "lynis:PKGS-7392",
  vulnerability: "lynis:PKGS-7392",
};

/**
 * The guidance of a check, of an exposure or of all exposures of a kind.
 * @param kind `check`, or the kind of exposure
 */
export const guidanceOf = (key: string, kind: string): Guidance | null =>
  kind === "check" ? guidanceFor(key) : guidanceFor(OF_EXPOSURES[kind] ?? "");

/** Each of them takes a look of its own, however many stand on one host. */
const ONE_BY_ONE: readonly string[] = ["file", "malware"];

export interface Effort {
  minutes: number;
  /** Nobody has written how long it takes. */
  guessed: boolean;
}

/** The work on something that stands on so many hosts, so many times. */
export function effortOf(
  key: string,
  kind: string,
  { hosts, count }: { hosts: number; count: number },
): Effort {
  const what = kindOfAll(key) ?? kind;
  const minutes = guidanceOf(key, what)?.minutes;
  const times = ONE_BY_ONE.includes(what) ? count : hosts;
  return { minutes: (minutes ?? GUESS) * times, guessed: minutes === undefined };
}
