/** checksec: how programs, processes and the kernel are protected against the misuse of memory. */

import { cleanText } from "@/lib/importers/read/clean";
import { topOf } from "@/lib/importers/read/json";
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { HEADER } from "./screen";

/** The importer of checksec's output; errors of `read` are told there. */
export const checksec: Importer = { format: "checksec", title: "checksec output", sniff, read };

const PROGRAM2 =
  /^\s*\{\s*(?:"dir"\s*:\s*\{\s*"name"\s*:\s*"[^"]*"\s*\}\s*,\s*)?"[^"]{1,4000}"\s*:\s*\{\s*(?:"name"\s*:\s*"[^"]*"\s*,\s*)?"relro"\s*:/;
const PROGRAM3 = /"checks"\s*:\s*\{(?:(?!\}).){0,2000}"relro"\s*:/s;

function sniff(head: string): "yes" | "no" {
  const text = head.replace(/^\ufeff/, "");
  const top = topOf(text);
  if (top === null) {
    const lines = cleanText(text.slice(0, 8192)).split("\n").slice(0, 20);
    return lines.some((line) => HEADER.test(line)) ? "yes" : "no";
  }
  if (top.kind === "array") {
    if (!top.keys.has("name")) return "no";
    if (top.keys.has("checks")) return PROGRAM3.test(text.slice(0, 8192)) ? "yes" : "no";
    return top.keys.has("value") &&
      top.keys.has("desc") &&
      /^(?:Kernel Config|Sysctl|SELinux)$/.test(top.values.get("type") ?? "")
      ? "yes"
      : "no";
  }
  if (top.keys.has("kernel"))
    return /^\s*\{\s*"kernel"\s*:\s*\{\s*"KernelConfig"\s*:/.test(text) ? "yes" : "no";
  if (top.keys.size === 1 && top.keys.has("dir"))
    return /^\s*\{\s*"dir"\s*:\s*\{\s*"name"\s*:\s*"[^"]*"\s*\}\s*\}\s*$/.test(text) ? "yes" : "no";
  return PROGRAM2.test(text) ? "yes" : "no";
}
