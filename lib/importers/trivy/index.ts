/** Trivy's JSON of a host: `trivy rootfs --format json /`, `trivy vm`, `trivy fs`. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

export const trivy: Importer = { format: "trivy", title: "Trivy report (JSON)", sniff, read };
