/** How far systemd confines each service: `systemd-analyze security`, as list or in detail. */
import type { Importer } from "@/lib/importers/types";
import { read } from "./read";
import { sniff } from "./sniff";

/** The importer of `systemd-analyze security`; errors of `read` are told there. */
export const systemdSecurity: Importer = {
  format: "systemd-security",
  title: "systemd-analyze security",
  sniff,
  read,
};
