/** What the inventories of packages have in common. */
import type { Fact } from "@/lib/fortress/types";

export interface Installed {
  /** Without its architecture. */
  name: string;
  /** As the tool writes it: `1:2.3-4`. */
  version: string;
}

const MOST = 1_000;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `installed`, a count, and `versions`, the first thousand by name: `bash=5.2.15-2+b8`. */
export function factsOf(packages: readonly Installed[]): Fact[] {
  const sorted = [...packages].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
  const versions = new Set(sorted.map(({ name, version }) => `${name}=${version}`));
  return [
    { key: "installed", values: [String(packages.length)] },
    { key: "versions", values: [...versions].slice(0, MOST) },
  ];
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9+._-]{0,199}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9.+:~^_-]{0,199}$/;

export const isName = (text: string): boolean => NAME.test(text);
export const isVersion = (text: string): boolean => VERSION.test(text) && /\d/.test(text);
