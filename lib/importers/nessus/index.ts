/** Scans of Nessus in its own format, version 2: vulnerabilities and results of compliance audits, host by host. */
import { rootOf } from "@/lib/importers/read/xml";
import type { Importer, Refusal } from "@/lib/importers/types";
import { FORMAT, read } from "./read";

export const nessus: Importer = { format: FORMAT, title: "Nessus scan (.nessus)", sniff, read };

function sniff(head: string): "yes" | "no" | Refusal {
  const root = rootOf(head);
  if (root?.name === "NessusClientData_v2") return "yes";
  return root?.name === "NessusClientData"
    ? {
        code: `${FORMAT}-old`,
        text: "This is the first form of a Nessus scan; export it again as .nessus of version 2.",
      }
    : "no";
}
