/** The JSON of OSV-Scanner: `osv-scanner --lockfile=dpkg-status:/var/lib/dpkg/status --format=json`. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

export const osvScanner: Importer = {
  format: "osv-scanner",
  title: "OSV-Scanner report (JSON)",
  sniff,
  read,
};
