/** Output and logs of clamscan and clamdscan. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

/** The importer of ClamAV scans: see `Importer` for what it promises, `read` for its refusals. */
export const clamscan: Importer = { format: "clamscan", title: "ClamAV scan", sniff, read };
