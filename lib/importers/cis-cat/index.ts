/**
 * The JSON report of CIS-CAT Assessor. It is the same assessment as its XCCDF, so it speaks as the same source with the
 * same checks. Grammar: from public reports, see the README.
 */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

/** The importer of CIS-CAT's JSON: see `read` for its refusals. */
export const cisCat: Importer = { format: "cis-cat", title: "CIS-CAT JSON report", sniff, read };
