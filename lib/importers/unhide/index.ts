/** Output and logs of unhide, unhide-tcp and unhide_rb. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

/** The importer of unhide: see `Importer` for what it promises, `read` for its refusals. */
export const unhide: Importer = { format: "unhide", title: "unhide output", sniff, read };
