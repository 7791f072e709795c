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

export interface Update {
  /** RFC 3339 in UTC: when it began. */
  at: string;
  action: "install" | "upgrade" | "remove";
  /** The package, without its architecture. */
  name: string;
  /** What is installed afterwards; of a removed package, what went. */
  version: string;
}

const UPDATES = 2_000;

/** `updates`, the last two thousand by time, each once: `2026-11-22T11:22:33Z upgrade openssl 3.0.15-1~deb12u1`. */
export function updatesFact(updates: readonly Update[]): Fact {
  const sorted = [...updates].sort((a, b) => compare(a.at, b.at));
  const values = new Set(sorted.map(({ at, action, name, version }) => `${at} ${action} ${name} ${version}`));
  return { key: "updates", values: [...values].slice(-UPDATES) };
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9+._-]{0,199}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9.+:~^_-]{0,199}$/;

export const isName = (text: string): boolean => NAME.test(text);
export const isVersion = (text: string): boolean => VERSION.test(text) && /\d/.test(text);
