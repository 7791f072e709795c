/** ausearch: events of the Linux audit system as CSV. */
import { cleanText } from "@/lib/importers/read/clean";
import type { Hint, Importer, Refusal } from "@/lib/importers/types";
import { HEADER, isNoMatch, read } from "./read";

/** The importer of `ausearch --format csv`; errors of `read` are told there. */
export const ausearch: Importer = { format: "ausearch", title: "ausearch, CSV", sniff, read };

function sniff(head: string, { command }: Hint): "yes" | "no" | Refusal {
  const lines = cleanText(head.slice(0, 8192))
    .split("\n")
    .slice(0, 20)
    .map((line) => line.trim());
  if (lines.some((line) => line.startsWith(HEADER))) return "yes";
  const said = /\bausearch\b/.test(command);
  if (said && isNoMatch(head, command)) return "yes";
  if (said && lines.some((line) => /^Error opening|permission denied|must be root/i.test(line)))
    return FAILED;
  const blocks = lines.filter((line) => line !== "");
  return blocks[0] === "----" && /^(?:node=\S+ )?(?:time->|type=[A-Z_]+ msg=audit\()/.test(blocks[1] ?? "")
    ? SCREEN
    : "no";
}

const FAILED: Refusal = {
  code: "ausearch-failed",
  text: "The command ausearch could not read the audit records; run it as root.",
};

const SCREEN: Refusal = {
  code: "ausearch-screen",
  text: "This is ausearch's output for the screen; run it with --format csv, or bring /var/log/audit/audit.log.",
};
