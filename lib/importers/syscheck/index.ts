/** File integrity monitoring of Wazuh and OSSEC (syscheck). */
import type { Importer } from "../types";
import { readSyscheck } from "./read";
import { sniffSyscheck } from "./sniff";

export const syscheck: Importer = {
  format: "syscheck",
  title: "Wazuh or OSSEC file integrity alerts",
  sniff: sniffSyscheck,
  read: readSyscheck,
};
