/** kernel-hardening-checker: options of the kernel's build, command line and sysctl against recommended values. */

import { cleanText } from "@/lib/importers/read/clean";
import { topOf } from "@/lib/importers/read/json";
import type { Importer, Refusal } from "@/lib/importers/types";
import { read, withoutWarnings } from "./read";

/** The importer of `kernel-hardening-checker -m json`; errors of `read` are told there. */
export const kernelHardeningChecker: Importer = {
  format: "kernel-hardening-checker",
  title: "kernel-hardening-checker, JSON",
  sniff,
  read,
};

const OLD = /^\s*\[\s*\[\s*"[\w.-]{1,100}"\s*,\s*"(?:kconfig|cmdline|sysctl)"\s*,/;
const OLDEST = /^\s*\[\s*\[\s*"CONFIG_\w{1,100}"\s*,\s*"[^"]{1,100}"\s*,\s*"\w{1,40}"\s*,\s*"\w{1,40}"/;

function sniff(head: string): "yes" | "no" | Refusal {
  // Its lines begin with a bracket, as a list does.
  if (isScreen(head)) return SCREEN;
  const text = withoutWarnings(head);
  const top = topOf(text);
  if (top?.kind !== "array") return "no";
  if (["option_name", "desired_val", "decision", "reason"].every((key) => top.keys.has(key))) return "yes";
  return OLD.test(text) || OLDEST.test(text) ? "yes" : "no";
}

function isScreen(head: string): boolean {
  const lines = cleanText(head.slice(0, 8192)).split("\n");
  const table = lines.some((line) => /^\s*option_name\s*\|.*\bdesired_val\b.*\|/.test(line.slice(0, 300)));
  return (
    table ||
    lines
      .slice(0, 10)
      .some((line) =>
        /^\[\+\] (?:Special report mode: |Kconfig file to check: |Detected architecture: )/.test(line),
      )
  );
}

const SCREEN: Refusal = {
  code: "kernel-hardening-checker-screen",
  text: "This is the table for the screen; run it with -m json (kernel-hardening-checker -a -m json).",
};
