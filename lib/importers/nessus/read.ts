/**
 * Walks through a `.nessus` file and hands each host over at its end. Form: Tenable's "Nessus File Format" guide, and
 * public readers such as DefectDojo `dojo/tools/tenable`.
 */
import { readXml } from "@/lib/importers/read/xml";
import { refuse, type Said, severalReports } from "@/lib/importers/report";
import type { FileInput, ImportResult } from "@/lib/importers/types";
import { reportsOfHost } from "./host";
import { type Compliance, type Families, type Finding, newHost, type ScannedHost } from "./model";

export const FORMAT = "nessus";

/** Children of a ReportItem that are read; names as `readXml` gives them, without `cm:`. */
const READ = new Set([
  "risk_factor",
  "cvss3_base_score",
  "cve",
  "xref",
  "cisa-known-exploited",
  "solution",
  "plugin_output",
  "compliance-check-name",
  "compliance-audit-file",
  "compliance-result",
  "compliance-actual-value",
  "compliance-policy-value",
  "compliance-solution",
  "compliance-reference",
  "compliance-severity",
]);
/** Bounds on what one host may hold, so that a hostile file cannot grow without end. */
const PER_HOST = 50_000;
const CVES = 1_000;
const PROPERTIES = 500;

/** The same date as in its own element, among the cross references. */
const EXPLOITED = /^CISA-KNOWN-EXPLOITED:(\S{1,20})$/i;

interface Item {
  finding: Finding;
  compliance: Compliance;
}

/** Errors (returned): those of `readXml` and `severalReports`, `nessus-policy` for a policy without a scan. */
export function read({ bytes }: FileInput): ImportResult {
  const all: Said[] = [];
  const families: Families = new Map();
  let host: ScannedHost | null = null;
  let item: Item | null = null;
  let tag = "";
  let family = "";
  let reports = 0;
  const refusal = readXml(bytes, {
    open(name, attributes, depth) {
      if (depth === 1 && name !== "NessusClientData_v2") {
        return refuse(`${FORMAT}-malformed`, "This XML is no Nessus scan; bring the .nessus file.").refusal;
      }
      if (name === "Report" && depth === 2) reports += 1;
      else if (name === "ReportHost" && depth === 3) host = newHost(attributes.name ?? "");
      else if (host && name === "tag") {
        tag = attributes.name ?? "";
        return "text";
      } else if (host && name === "ReportItem") item = newItem(attributes);
      else if (item && READ.has(name)) return "text";
      else if (!host && (name === "FamilyName" || name === "Status")) return "text";
      return undefined;
    },
    close(name, text, depth) {
      if (item && name === "ReportItem") {
        if (host) keep(host, item);
        item = null;
      } else if (item) collect(item, name, text.trim());
      else if (host && name === "tag" && host.properties.size < PROPERTIES)
        host.properties.set(tag, text.trim());
      else if (host && name === "ReportHost" && depth === 3) {
        all.push(...reportsOfHost(host, families));
        host = null;
      } else if (name === "FamilyName") family = text.trim();
      else if (name === "Status" && families.size < PROPERTIES)
        families.set(family, text.trim().toLowerCase());
      return undefined;
    },
  });
  if (refusal) return { ok: false, refusal };
  if (reports === 0) {
    return refuse(`${FORMAT}-policy`, "This file holds a policy and no scan; export the scan itself.");
  }
  return severalReports(all, bytes);
}

function newItem(attributes: Readonly<Record<string, string | undefined>>): Item {
  const {
    pluginID = "",
    pluginName = "",
    pluginFamily = "",
    port = "0",
    protocol = "tcp",
    severity,
  } = attributes;
  return {
    finding: {
      plugin: /^\d{1,12}$/.test(pluginID) ? pluginID : "0",
      name: pluginName,
      family: pluginFamily,
      port: port === "0" ? "" : `${port}/${protocol}`,
      level: /^[0-4]$/.test(severity ?? "") ? Number(severity) : 0,
      riskFactor: "",
      cvss3: "",
      cves: [],
      output: "",
      solution: "",
      exploitedSince: "",
    },
    compliance: {
      name: "",
      audit: "",
      results: [],
      found: "",
      expected: "",
      solution: "",
      reference: "",
      severity: "",
    },
  };
}

function collect({ finding, compliance }: Item, name: string, text: string): void {
  switch (name) {
    case "risk_factor":
      finding.riskFactor = text;
      break;
    case "cvss3_base_score":
      finding.cvss3 = text;
      break;
    case "cve":
      if (finding.cves.length < CVES) finding.cves.push(text.toUpperCase());
      break;
    case "xref":
    case "cisa-known-exploited": {
      const date = (name === "xref" ? EXPLOITED.exec(text)?.[1] : text) ?? "";
      if (/^\d{4}\/\d{2}\/\d{2}$/.test(date)) finding.exploitedSince ||= date;
      break;
    }
    case "solution":
      finding.solution = text;
      break;
    case "plugin_output":
      finding.output = text;
      break;
    case "compliance-result":
      if (compliance.results.length < 10) compliance.results.push(text);
      break;
    case "compliance-check-name":
      compliance.name = text;
      break;
    case "compliance-audit-file":
      compliance.audit = text;
      break;
    case "compliance-actual-value":
      compliance.found = text;
      break;
    case "compliance-policy-value":
      compliance.expected = text;
      break;
    case "compliance-solution":
      compliance.solution = text;
      break;
    case "compliance-reference":
      compliance.reference = text;
      break;
    case "compliance-severity":
      compliance.severity = text;
      break;
  }
}

function keep(host: ScannedHost, { finding, compliance }: Item): void {
  if (compliance.results.length > 0 && compliance.name !== "") {
    if (host.compliance.length < PER_HOST) host.compliance.push(compliance);
    return;
  }
  if (host.plugins.size < PER_HOST) host.plugins.add(finding.plugin);
  if (finding.plugin === "19506") {
    host.scanInformation = finding.output;
    return;
  }
  // Summaries of the compliance family, such as the one for PCI DSS, are judgements on other findings.
  if (finding.family === "Policy Compliance") return;
  if (finding.level === 0) host.informational += 1;
  else if (host.findings.length < PER_HOST) host.findings.push(finding);
}
