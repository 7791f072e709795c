/** auditctl: the state of the Linux audit system and its loaded rules. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

/** The importer of `auditctl -s` and `auditctl -l`; errors of `read` are told there. */
export const auditctl: Importer = { format: "auditctl", title: "auditctl, state and rules", sniff, read };
