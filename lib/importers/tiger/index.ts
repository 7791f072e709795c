/** Tiger's report of a host. */
import type { Importer } from "../types";
import { readTiger } from "./read";
import { sniffTiger } from "./sniff";

export const tiger: Importer = { format: "tiger", title: "Tiger report", sniff: sniffTiger, read: readTiger };
