/** Each scanned host to its report. */
import type { Exposure } from "@/lib/fortress/types";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { hostNamed, type Said } from "@/lib/importers/report";
import { severityOfCvss, severityOfWord } from "@/lib/importers/severity";
import { isoTime } from "@/lib/importers/times";
import type { Note } from "@/lib/importers/types";
import { detail, vulnerability } from "@/lib/importers/updates";
import type { Result, Scan, ScannedHost } from "./model";

/** Below it Greenbone itself hides a finding. */
const QOD = 70;

export function reportsOf(scan: Scan): Said[] {
  const narrowed = narrowedBy(scan);
  return [...scan.hosts.values()].map((host) => reportOf(host, scan, narrowed));
}

function reportOf(host: ScannedHost, scan: Scan, narrowed: Note | null): Said {
  const real = host.results.filter(counts);
  const sure = real.filter(({ qod }) => qod === "" || Number(qod) >= QOD);
  const unsure = real.length - sure.length;
  const complete = scan.status === "" ? scan.endedAt !== "" : /^done$/i.test(scan.status);
  const full = host.signedIn && narrowed === null;
  const notes: Note[] = [
    ...(complete ? [] : [UNFINISHED]),
    ...(host.signedIn ? [] : [NOT_SIGNED_IN]),
    ...(narrowed === null ? [] : [narrowed]),
    ...(unsure === 0
      ? []
      : [
          {
            code: "low-quality-of-detection",
            text: `${unsure} findings with a quality of detection below ${QOD} are left out.`,
          },
        ]),
  ];
  const started = isoTime(host.startedAt) ?? isoTime(scan.startedAt);
  const ended = isoTime(host.endedAt) ?? isoTime(scan.endedAt);
  const system = host.system === "" ? null : cut(cleanText(host.system), 120);
  return {
    format: "openvas",
    source: "openvas",
    tool: { name: "OpenVAS", version: null },
    host: hostNamed(nameOf(host), {
      family: system !== null && /linux|debian|ubuntu|red hat|suse/i.test(system) ? "Linux" : null,
      name: system,
    }),
    run: {
      startedAt: started?.at ?? null,
      endedAt: ended?.at ?? null,
      zone: (ended ?? started)?.zone ?? "assumed-utc",
    },
    scope: full ? "full" : "partial",
    complete,
    exposures: exposuresOf(sure),
    exposuresComplete: full && complete ? ["vulnerability"] : [],
    facts: [
      { key: "log_findings", values: [String(host.results.length - real.length)] },
      { key: "low_qod_findings", values: [String(unsure)] },
    ],
    notes,
  };
}

const UNFINISHED: Note = {
  code: "unfinished",
  text: "The scan did not come to its end: what it names counts, what it leaves out proves nothing.",
};
const NOT_SIGNED_IN: Note = {
  code: "not-credentialed",
  text: "The report shows no login to this host: the scan saw what the network shows, not what is installed.",
};

/** Words of a filter that do not leave findings out. */
const HARMLESS = new Set([
  "apply_overrides",
  "overrides",
  "notes",
  "first",
  "rows",
  "sort",
  "sort-reverse",
  "result_hosts_only",
  "timezone",
  "delta_states",
  "details",
  "ignore_pagination",
]);

/** Why the export does not show all that the scan found, or null. */
function narrowedBy({ filter, filtered, shown }: Scan): Note | null {
  if (shown < filtered) {
    const text = `The export holds ${shown} of ${filtered} findings; export it without pages (ignore_pagination).`;
    return { code: "paged", text };
  }
  const narrow = filter.split(/\s+/).find((word) => {
    const [, key = "", value = ""] = /^([\w-]+)=(.*)$/.exec(word) ?? [];
    if (word === "" || HARMLESS.has(key)) return false;
    if (key === "min_qod") return !(Number(value) <= QOD);
    return key !== "levels" || !["h", "m", "l"].every((level) => value.includes(level));
  });
  return narrow === undefined
    ? null
    : {
        code: "filtered",
        text: "The export was filtered, so that findings may be missing; export it without a filter.",
      };
}

/** Whether a result is a finding at all: logs, errors and what a person called a false positive are none. */
function counts({ threat, severity }: Result): boolean {
  if (/^(?:log|debug|error|false positive)$/i.test(threat)) return false;
  return severity === "" ? threat !== "" : Number(severity) > 0;
}

function exposuresOf(results: readonly Result[]): Exposure[] {
  const all = new Map<string, Exposure>();
  for (const result of results) {
    const own = `openvas-${cut(result.oid.replace(/^1\.3\.6\.1\.4\.1\.25623\./, "").replace(/[^\w.-]/g, "_"), 60)}`;
    const severity =
      (result.severity === "" ? null : severityOfCvss(Number(result.severity))) ??
      severityOfWord(result.threat);
    const packages = packagesOf(result);
    for (const { name, installed, fixed } of packages.length > 0
      ? packages
      : [{ name: own, fixed: fixOf(result) }]) {
      for (const id of result.cves.length > 0 ? result.cves : [own]) {
        const exposure = vulnerability({
          package: name,
          id: cut(id.replace(/\s+/g, "_"), 60),
          severity,
          title: result.name,
          installed,
          fixed,
          exploited: result.exploited,
          details: [
            ...detail("check", result.oid),
            ...detail("port", result.port),
            ...detail("solution", result.solutionType),
          ],
        });
        const known = all.get(exposure.key);
        if (!known) all.set(exposure.key, id === name ? { ...exposure, title: result.name || id } : exposure);
        else if (known.details?.every(({ text }) => text !== result.port))
          known.details.push(...detail("port", result.port));
      }
    }
  }
  return [...all.values()];
}

const fixOf = ({ solution, solutionType }: Result): string | null =>
  /^vendorfix$/i.test(solutionType) ? solution || "vendor fix" : null;

interface NamedPackage {
  name: string;
  installed?: string | null;
  fixed: string | null;
}

const PACKAGES = 500;

/**
 * Packages of a local check. Form: greenbone/notus-scanner (`Vulnerable package:`, `Installed version:`, `Fixed version:`)
 * and the older checks of the feed (`Package … version … is installed which is known to be vulnerable.`).
 */
function packagesOf({ description }: Result): NamedPackage[] {
  const named = new Map<string, NamedPackage>();
  let last: NamedPackage | undefined;
  for (const line of description.split("\n")) {
    if (named.size >= PACKAGES) break;
    const [, label = "", value = ""] =
      /^(Vulnerable package|Installed version|Fixed version): *(?:[<>]=?|=)? *(\S+)/.exec(line) ?? [];
    const older = /^Package (\S+) version (\S+) is installed which is known to be vulnerable/.exec(line);
    if (older?.[1])
      named.set(older[1], { name: cut(older[1], 120), installed: cut(older[2] ?? "", 120), fixed: null });
    else if (label === "Vulnerable package") {
      last = { name: cut(value, 120), fixed: null };
      named.set(value, last);
    } else if (label !== "" && last) {
      // Of a range of versions the last line is the one that closes it.
      const version = cut(value.startsWith(`${last.name}-`) ? value.slice(last.name.length + 1) : value, 120);
      if (label === "Fixed version") last.fixed = version;
      else last.installed = version;
    }
  }
  return [...named.values()];
}

const ADDRESS = /^[\d.]+$|^[\da-f:]+$/i;

/** A name where there is one; many reports repeat the address as the name. */
function nameOf({ hostname, address, results }: ScannedHost): string {
  const names = [hostname, ...results.slice(0, 100).map((result) => result.hostname)];
  return names.find((name) => name !== "" && !ADDRESS.test(name)) ?? address;
}
