/** Output of chkrootkit, in its normal and its quiet form. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

/** The importer of chkrootkit: see `Importer` for what it promises, `read` for its refusals. */
export const chkrootkit: Importer = { format: "chkrootkit", title: "chkrootkit output", sniff, read };
