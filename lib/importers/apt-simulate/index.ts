/** `apt-get -s dist-upgrade`: the updates that wait, and where each comes from. */
import type { Importer } from "../types";
import { read } from "./read";
import { sniff } from "./sniff";

export const aptSimulate: Importer = {
  format: "apt-simulate",
  title: "apt-get -s dist-upgrade",
  sniff,
  read,
};
