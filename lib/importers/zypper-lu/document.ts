/** `zypper --xmlout list-updates` and `list-patches`. Source of the grammar: zypper, src/update.cc and src/output/xmlout.rnc. */
import { type Attributes, readXml } from "../read/xml";
import type { Refusal } from "../types";
import { type Listed, NAME, type PackageEntry, type PatchEntry } from "./entries";

export interface Document extends Listed {
  /** The list of updates ended. */
  complete: boolean;
  leftOut: boolean;
}

/** Errors (returned): those of `readXml` other than an early end; `zypper-lu-failed`. */
export function readDocument(bytes: Uint8Array): Document | Refusal {
  const document: Document = { packages: [], patches: [], complete: false, leftOut: false };
  let current: PackageEntry | PatchEntry | null = null;
  let message = "";
  const refusal = readXml(bytes, {
    open(name, attributes) {
      if (name === "update") current = begin(document, attributes);
      else if (name === "source" && current) current.repository ??= attributes.alias ?? null;
      else if (name === "issue" && current && "cves" in current) {
        if (attributes.type === "cve" && attributes.id && current.cves.length < 200)
          current.cves.push(attributes.id);
      } else if (name === "message") {
        message = attributes.type ?? "";
        return "text";
      } else if (name === "summary" && current && "summary" in current) return "text";
      return undefined;
    },
    close(name, text) {
      if (name === "update-status") document.complete = true;
      if (name === "update") current = null;
      if (name === "summary" && current && "summary" in current) current.summary = text.trim();
      if (name === "message" && message === "error") document.leftOut = true;
      return undefined;
    },
  });
  // A document that stops before its end says what it says.
  if (refusal && (document.complete || refusal.code !== "xml-malformed" || isEmpty(document))) return refusal;
  if (!document.complete && isEmpty(document)) return FAILED;
  return document;
}

const isEmpty = ({ packages, patches }: Listed): boolean => packages.length + patches.length === 0;

const FAILED: Refusal = {
  code: "zypper-lu-failed",
  text: "zypper listed no updates in this run; bring the output of zypper --xmlout list-updates once it does.",
};

function begin({ packages, patches }: Document, attributes: Attributes): PackageEntry | PatchEntry | null {
  const { kind, name, edition, "edition-old": installed } = attributes;
  if (!name || !NAME.test(name)) return null;
  if (kind === "patch") {
    const { category = "", severity = "", status = "needed" } = attributes;
    const patch = { id: name, category, severity, status, repository: null, summary: "", cves: [] };
    patches.push(patch);
    return patch;
  }
  if (kind !== undefined && kind !== "package") return null;
  const entry = { name, installed: installed ?? null, candidate: edition ?? null, repository: null };
  packages.push(entry);
  return entry;
}
