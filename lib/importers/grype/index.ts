/** Grype's JSON of a host: `grype dir:/ -o json`. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

export const grype: Importer = { format: "grype", title: "Grype report (JSON)", sniff, read };
