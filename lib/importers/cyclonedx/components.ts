/** The components of a document by their reference, however deep they are nested. */

import { entriesOf, type Tally } from "@/lib/importers/scanner";
import { packageName, purlOf } from "@/lib/importers/scanner-names";
import { type Component, component } from "./schema";

export interface Named {
  system: boolean;
  /** As exposures name it. */
  package: string;
  version: string | null;
}

export interface Inventory {
  byRef: ReadonlyMap<string, Named>;
  /** Whether packages of the operating system are among them. */
  system: boolean;
  /** The component that is the operating system itself. */
  os: Component | null;
}

/** @param root what the document as a whole is about */
export function inventoryOf(components: unknown, root: Component | null, tally: Tally): Inventory {
  const byRef = new Map<string, Named>();
  let system = false;
  let os: Component | null = null;
  const waiting = [...(root ? [root] : []), ...entriesOf(components, component, tally)];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    waiting.push(...entriesOf(one.components, component, tally));
    if (one.type === "operating-system") os ??= one;
    const named = namedOf(one);
    if (!named) continue;
    system ||= named.system;
    for (const ref of [one["bom-ref"], one.purl]) if (ref !== null && !byRef.has(ref)) byRef.set(ref, named);
  }
  return { byRef, system, os };
}

function namedOf({ purl, type, name, version }: Component): Named | null {
  const known = purlOf(purl);
  if (known) return { system: known.system, package: known.name, version: version ?? known.version };
  return name === null ? null : { system: false, package: packageName(type ?? "", name), version };
}

/** A reference within this document, a purl, or the name of a component in another document. */
export function packageAt(ref: string, { byRef }: Inventory): Named | null {
  const here = byRef.get(ref);
  if (here) return here;
  const mark = ref.startsWith("urn:cdx:") ? ref.indexOf("#") : -1;
  if (mark !== -1) {
    const there = unescaped(ref.slice(mark + 1));
    const named = byRef.get(there);
    if (named) return named;
  }
  const purl = purlOf(mark === -1 ? ref : unescaped(ref.slice(mark + 1)));
  return purl && { system: purl.system, package: purl.name, version: purl.version };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
