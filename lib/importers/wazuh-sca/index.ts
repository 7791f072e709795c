/** Results of Wazuh's security configuration assessment (SCA). */
import type { Importer } from "../types";
import { readWazuhSca } from "./read";
import { sniffWazuhSca } from "./sniff";

export const wazuhSca: Importer = {
  format: "wazuh-sca",
  title: "Wazuh configuration assessment (SCA)",
  sniff: sniffWazuhSca,
  read: readWazuhSca,
};
