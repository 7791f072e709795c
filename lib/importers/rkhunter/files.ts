/** Warnings of the file properties test, sorted by what they mean. */
import type { Detail, Exposure } from "@/lib/fortress/types";
import { fileExposure } from "@/lib/importers/files";
import type { Warning } from "./log";

/** The checks of the file properties test, each with the word by which the log says that it was left out. */
export const PROPERTY_CHECKS = [
  { id: "properties", left: "hash" },
  { id: "scripts", left: "script" },
  { id: "attributes", left: "attribute" },
  { id: "immutable", left: "immutable" },
] as const;

/** Which check a warning of this test belongs to. */
export function propertyCheck({ text }: Warning): string {
  if (isChange(text)) return "properties";
  if (/^The command '.*' has been replaced /.test(text)) return "scripts";
  if (text.includes("immutable-bit")) return "immutable";
  if (text.includes("rkhunter.dat file")) return "baseline";
  return "attributes";
}

const isChange = (text: string): boolean =>
  text.startsWith("The file properties have changed") ||
  text.startsWith("Package manager verification has failed");

/**
 * The changed file of a warning, or null where it says something else. Only a changed hash or size is a changed
 * content: owner, mode, inode and time alone are not.
 */
export function changedFile({ text, lines }: Warning): Exposure | null {
  if (!isChange(text)) return null;
  const path = lines.find((line) => line.startsWith("File: "))?.slice(6);
  if (!path) return null;
  const contentChanged = lines.some((line) =>
    /^Current (?:hash|size)\b|^The file (?:hash value|size) /.test(line),
  );
  const details: Detail[] = lines
    .filter((line) => !line.startsWith("File: "))
    .map((line) => ({ name: "rkhunter", text: line }));
  return fileExposure(path, "changed", { contentChanged, details });
}
