/** aureport: what the Linux audit records say, as a summary or as one of its lists. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

/** The importer of aureport's reports; errors of `read` are told there. */
export const aureport: Importer = { format: "aureport", title: "aureport", sniff, read };
