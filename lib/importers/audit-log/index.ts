/** The raw log of the Linux audit system, `/var/log/audit/audit.log`. */
import type { Importer } from "@/lib/importers/types";
import { RECORD, read } from "./read";

/** The importer of raw audit records; errors of `read` are told there. */
export const auditLog: Importer = { format: "audit-log", title: "audit.log", sniff, read };

function sniff(head: string): "yes" | "no" {
  let at = head.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < head.length && head.charCodeAt(at) <= 32) at += 1;
  return RECORD.test(head.slice(at, at + 600)) ? "yes" : "no";
}
