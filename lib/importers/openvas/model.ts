/** What is kept of a report while it goes by. */

export interface Result {
  address: string;
  hostname: string;
  port: string;
  oid: string;
  name: string;
  threat: string;
  severity: string;
  /** Quality of detection, 0 to 100; empty in old reports. */
  qod: string;
  cves: string[];
  description: string;
  solution: string;
  solutionType: string;
  /** Listed in CISA's catalogue of vulnerabilities known to be exploited. */
  exploited: boolean;
}

export interface ScannedHost {
  address: string;
  startedAt: string;
  endedAt: string;
  hostname: string;
  system: string;
  /** A login with the credentials of the scan worked. */
  signedIn: boolean;
  results: Result[];
}

export interface Scan {
  status: string;
  startedAt: string;
  endedAt: string;
  /** The words of the filter that was applied to the export. */
  filter: string;
  /** How many results the filter lets through, over all pages. */
  filtered: number;
  /** How many results are in the file. */
  shown: number;
  hosts: Map<string, ScannedHost>;
}

export const newResult = (): Result => ({
  address: "",
  hostname: "",
  port: "",
  oid: "",
  name: "",
  threat: "",
  severity: "",
  qod: "",
  cves: [],
  description: "",
  solution: "",
  solutionType: "",
  exploited: false,
});

export const newHost = (address: string): ScannedHost => ({
  address,
  startedAt: "",
  endedAt: "",
  hostname: "",
  system: "",
  signedIn: false,
  results: [],
});
