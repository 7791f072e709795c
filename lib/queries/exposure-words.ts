/** The repair of all exposures of a kind, as an imperative. */
export const EXPOSURE_REPAIRS: Record<string, (count: number) => string> = {
  package: (n) =>
    n === 1 ? "Install the waiting security update" : `Install the ${n} waiting security updates`,
  vulnerability: (n) => `Close ${n} known ${n === 1 ? "vulnerability" : "vulnerabilities"}`,
  file: (n) => `Explain or restore ${n} changed ${n === 1 ? "file" : "files"}`,
  malware: (n) => `Clear ${n} malware ${n === 1 ? "hit" : "hits"}`,
};
