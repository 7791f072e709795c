/** What is kept of one host while its part of the file goes by. */

export interface Finding {
  plugin: string;
  name: string;
  family: string;
  port: string;
  /** 0 to 4. */
  level: number;
  riskFactor: string;
  cvss3: string;
  cves: string[];
  output: string;
  solution: string;
  /** A date of the catalogue of vulnerabilities known to be exploited. */
  exploitedSince: string;
}

export interface Compliance {
  name: string;
  audit: string;
  results: string[];
  found: string;
  expected: string;
  solution: string;
  /** `800-53|AC-3,CAT|II` */
  reference: string;
  severity: string;
}

export interface ScannedHost {
  /** As the scanner was told: often an address. */
  target: string;
  properties: Map<string, string>;
  findings: Finding[];
  compliance: Compliance[];
  /** Findings of severity 0. */
  informational: number;
  /** Ids of all plugins that said anything. */
  plugins: Set<string>;
  /** What plugin 19506 says of the scan itself. */
  scanInformation: string;
}

export const newHost = (target: string): ScannedHost => ({
  target,
  properties: new Map(),
  findings: [],
  compliance: [],
  informational: 0,
  plugins: new Set(),
  scanInformation: "",
});

/** Families of plugins by their state in the policy: `enabled`, `disabled`, `mixed`. */
export type Families = Map<string, string>;
