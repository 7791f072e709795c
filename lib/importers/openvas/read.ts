/**
 * Walks through a report of OpenVAS. A report lies in a wrapper of the same name; results come before the hosts that they
 * belong to. Form: GMP, `get_reports` (greenbone/gvmd `src/schema_formats/XML`, `src/manage_sql.c` print_report_xml).
 */
import { LIMITS } from "@/lib/importers/limits";
import { type Attributes, readXml } from "@/lib/importers/read/xml";
import { refuse, severalReports } from "@/lib/importers/report";
import type { FileInput, ImportResult, Refusal } from "@/lib/importers/types";
import { reportsOf } from "./host";
import { newHost, newResult, type Result, type Scan, type ScannedHost } from "./model";

export const FORMAT = "openvas";
const CVES = 1_000;

/** Errors (returned): those of `readXml` and `severalReports`, `openvas-malformed`, `openvas-delta`, `openvas-empty`. */
export function read({ bytes }: FileInput): ImportResult {
  const walk = new Walk();
  const refusal = readXml(bytes, {
    open: (name, attributes, depth) => walk.open(name, attributes, depth),
    close: (name, text, depth) => walk.close(name, text.trim(), depth),
  });
  if (refusal) return { ok: false, refusal };
  if (walk.scan.hosts.size === 0) {
    return refuse(
      `${FORMAT}-empty`,
      "This report speaks of no host; export it with details and after the scan has ended.",
    );
  }
  return severalReports(reportsOf(walk.scan), bytes);
}

class Walk {
  readonly scan: Scan = {
    status: "",
    startedAt: "",
    endedAt: "",
    filter: "",
    filtered: 0,
    shown: 0,
    hosts: new Map(),
  };
  /** Names of the elements that are open, the root first. */
  private readonly path: string[] = [];
  /** Depth of the innermost report. */
  private report = 0;
  private result: { depth: number; all: Result } | null = null;
  private host: { depth: number; all: ScannedHost } | null = null;
  private detail = "";

  open(name: string, attributes: Attributes, depth: number): "text" | Refusal | undefined {
    this.path.length = depth - 1;
    this.path.push(name);
    if (depth === 1 && name !== "report" && name !== "get_reports_response") {
      return refuse(`${FORMAT}-malformed`, "This XML is no OpenVAS report; bring the export as XML.").refusal;
    }
    if (this.result) return this.openInResult(this.result.all, name, attributes, depth - this.result.depth);
    if (name === "report") {
      this.report = depth;
      return attributes.type === "delta"
        ? refuse(`${FORMAT}-delta`, "This report compares two scans; bring the report of one scan.").refusal
        : undefined;
    }
    if (name === "result" && this.parent() === "results") {
      this.result = { depth, all: newResult() };
      return undefined;
    }
    if (this.host) return depth <= this.host.depth + 2 ? "text" : undefined;
    if (depth === this.report + 1) {
      if (name === "host") this.host = { depth, all: newHost("") };
      return name === "scan_run_status" || name === "scan_start" || name === "scan_end" ? "text" : undefined;
    }
    if (depth === this.report + 2) {
      const wanted = `${this.parent()}/${name}`;
      return wanted === "filters/term" || wanted === "result_count/filtered" ? "text" : undefined;
    }
    return undefined;
  }

  close(name: string, text: string, depth: number): Refusal | undefined {
    if (this.result) this.closeInResult(this.result, name, text, depth);
    else if (this.host) this.closeInHost(this.host, name, text, depth);
    else if (depth === this.report + 1) {
      if (name === "scan_run_status") this.scan.status = text;
      else if (name === "scan_start") this.scan.startedAt = text;
      else if (name === "scan_end") this.scan.endedAt = text;
    } else if (depth === this.report + 2) {
      const place = `${this.parent()}/${name}`;
      if (place === "filters/term") this.scan.filter = text;
      else if (place === "result_count/filtered") this.scan.filtered = Number(text) || 0;
    }
    this.path.length = depth - 1;
    return undefined;
  }

  private parent(): string {
    return this.path.at(-2) ?? "";
  }

  private openInResult(
    result: Result,
    name: string,
    attributes: Attributes,
    depth: number,
  ): "text" | undefined {
    if (depth === 1) {
      if (name === "nvt") result.oid = attributes.oid ?? "";
      return "text";
    }
    if (depth === 2) {
      if (name === "solution") result.solutionType = attributes.type ?? "";
      return "text";
    }
    if (name === "ref" && this.parent() === "refs") {
      const { type = "", id = "" } = attributes;
      if (/^cve$/i.test(type) && result.cves.length < CVES) result.cves.push(id.toUpperCase());
      else if (/^cisa$/i.test(type) && /known exploited/i.test(id)) result.exploited = true;
    }
    return undefined;
  }

  private closeInResult(
    open: { depth: number; all: Result },
    name: string,
    text: string,
    depth: number,
  ): void {
    const { all } = open;
    if (depth === open.depth) {
      this.result = null;
      this.keep(all);
    } else if (depth === open.depth + 1) {
      // The text of a host holds that of the hostname within it, at its end.
      if (name === "host") all.address = text.slice(0, text.length - all.hostname.length).trim();
      else if (name === "name" || name === "port" || name === "threat" || name === "severity")
        all[name] = text;
      else if (name === "description") all.description = text;
    } else if (depth === open.depth + 2) {
      const parent = this.parent();
      if (parent === "host" && name === "hostname") all.hostname = text;
      else if (parent === "qod" && name === "value") all.qod = text;
      else if (parent === "nvt" && name === "solution") all.solution = text;
      else if (parent === "nvt" && name === "cve")
        all.cves.push(...(text.match(OLD_CVES) ?? []).slice(0, CVES));
    }
  }

  private closeInHost(
    open: { depth: number; all: ScannedHost },
    name: string,
    text: string,
    depth: number,
  ): void {
    const { all } = open;
    if (depth === open.depth) {
      this.host = null;
      const known = this.hostOf(all.address);
      if (known) this.scan.hosts.set(all.address, { ...all, results: known.results });
    } else if (depth === open.depth + 1) {
      if (name === "ip") all.address = text;
      else if (name === "start") all.startedAt = text;
      else if (name === "end") all.endedAt = text;
    } else if (depth === open.depth + 2 && this.parent() === "detail") {
      if (name === "name") {
        this.detail = text;
        if (text === "Auth-SSH-Success") all.signedIn = true;
      } else if (name === "value" && this.detail === "hostname") all.hostname ||= text;
      else if (name === "value" && this.detail === "best_os_txt") all.system ||= text;
    }
  }

  private keep(result: Result): void {
    this.scan.shown += 1;
    const host = this.hostOf(result.address);
    if (host && host.results.length < LIMITS.exposures) host.results.push(result);
  }

  private hostOf(address: string): ScannedHost | null {
    const known = this.scan.hosts.get(address);
    if (known) return known;
    if (address === "" || this.scan.hosts.size > LIMITS.reportsPerFile) return null;
    const host = newHost(address);
    this.scan.hosts.set(address, host);
    return host;
  }
}

/** Before GMP 9 the numbers stood in one text, `CVE-2014-0160, CVE-2014-0224`, or `NOCVE`. */
const OLD_CVES = /CVE-\d{4}-\d{4,9}/g;
