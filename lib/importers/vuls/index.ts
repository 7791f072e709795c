/** The JSON of Vuls for one host, as `vuls report` leaves it below `results/`. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

export const vuls: Importer = { format: "vuls", title: "Vuls result (JSON)", sniff, read };
