/** Logs of rkhunter 1.4 (`/var/log/rkhunter.log`). */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

/** The importer of rkhunter logs: see `Importer` for what it promises, `read` for its refusals. */
export const rkhunter: Importer = { format: "rkhunter", title: "rkhunter log", sniff, read };
