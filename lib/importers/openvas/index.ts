/** Scans of OpenVAS (Greenbone) in its XML: known vulnerabilities, host by host. */
import { rootOf } from "@/lib/importers/read/xml";
import type { Importer } from "@/lib/importers/types";
import { FORMAT, read } from "./read";

export const openvas: Importer = { format: FORMAT, title: "OpenVAS report (XML)", sniff, read };

function sniff(head: string): "yes" | "no" {
  const root = rootOf(head);
  if (root?.name === "get_reports_response") return "yes";
  // Many tools call their root `report`; only this one names the format of its export there.
  return root?.name === "report" && /\sformat_id\s*=/.test(root.tag) ? "yes" : "no";
}
