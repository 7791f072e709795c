/** CycloneDX JSON with the vulnerabilities of a host, for example `trivy rootfs --format cyclonedx --scanners vuln /`. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

export const cyclonedx: Importer = {
  format: "cyclonedx",
  title: "CycloneDX with vulnerabilities (JSON)",
  sniff,
  read,
};
