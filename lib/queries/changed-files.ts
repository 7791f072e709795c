/** The changed files of a host that count, with the package that each belongs to. Pure. */
import { createHash } from "node:crypto";
import { ownersOf } from "@/lib/fortress/explain";
import { settledBy } from "@/lib/fortress/settle";
import type { ExposureState, HostState } from "@/lib/fortress/state";
import { witnessesOf } from "@/lib/fortress/witnesses";
import { sealOf } from "./seal";

/** A changed file that counts: nothing explains it and nobody approved it. */
export interface ChangedFile {
  /** Of its finding: `file:<path>`. */
  key: string;
  /** Who sees it. */
  witnesses: ExposureState[];
  /** What it belongs to; null: no report says so. */
  package: string | null;
}

export function changedFiles(state: HostState): ChangedFile[] {
  const files = [...state.exposures.values()].filter(({ change }) => change !== null);
  if (files.length === 0) return [];
  const owners = ownersOf(state);
  return [...witnessesOf(files)].flatMap(([key, witnesses]) =>
    settledBy(witnesses, state)
      ? []
      : { key, witnesses, package: owners.get(witnesses[0]?.key ?? "")?.[0] ?? null },
  );
}

/** One seal over all of them: another one when a file more, a file less or anything else is seen of any of them. */
export const sealOfAll = (files: readonly ChangedFile[]): string =>
  createHash("sha256")
    .update(JSON.stringify(files.map(({ key, witnesses }) => [key, sealOf(witnesses)]).sort()))
    .digest("base64url");

export interface ChangedPackage {
  name: string;
  files: number;
  seal: string;
}

/** The packages whose files changed, those with the most first. */
export function changedPackages(files: readonly ChangedFile[]): ChangedPackage[] {
  const packages = new Map<string, ChangedFile[]>();
  for (const file of files) {
    if (file.package === null) continue;
    const own = packages.get(file.package);
    if (own) own.push(file);
    else packages.set(file.package, [file]);
  }
  return [...packages]
    .map(([name, own]) => ({ name, files: own.length, seal: sealOfAll(own) }))
    .sort((a, b) => b.files - a.files || (a.name < b.name ? -1 : 1));
}
