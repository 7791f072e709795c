/** Chef InSpec's results, and results of any tool in Heimdall's data format. */
import type { Importer } from "../types";
import { readInspec } from "./read";
import { sniffInspec } from "./sniff";

export const inspec: Importer = {
  format: "inspec",
  title: "InSpec results (JSON or HDF)",
  sniff: sniffInspec,
  read: readInspec,
};
