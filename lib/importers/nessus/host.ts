/** One scanned host to its reports: its vulnerabilities, and each compliance audit. */
import type { Exposure } from "@/lib/fortress/types";
import { cleanText, cut } from "@/lib/importers/read/clean";
import { hostNamed, type Said } from "@/lib/importers/report";
import { severityOfCvss, severityOfWord } from "@/lib/importers/severity";
import { epochTime, isoTime, monthOf, utc } from "@/lib/importers/times";
import type { HostClaim, Note, Report } from "@/lib/importers/types";
import { detail, vulnerability } from "@/lib/importers/updates";
import { auditsOf } from "./compliance";
import type { Families, Finding, ScannedHost } from "./model";
import { packagesOf } from "./packages";

const FORMAT = "nessus";

/** Each says that the local checks could not look: failed login, patch assessment failed, not available or not supported. */
const WITHOUT_LOCAL_CHECKS = ["21745", "104410", "110695", "117885", "117886"];
const UNPRIVILEGED = "110385";
const LEVELS = ["info", "low", "medium", "high", "critical"] as const;

/** @returns the vulnerabilities first, unless the host was audited only; then one report for each audit file */
export function reportsOfHost(host: ScannedHost, families: Families): Said[] {
  const information = informationOf(host.scanInformation);
  const { run, ended } = runOf(host);
  const common = {
    format: FORMAT,
    tool: { name: "Nessus", version: /^[\d.]+/.exec(information.get("nessus version") ?? "")?.[0] ?? null },
    host: claimOf(host),
    run,
    complete: ended,
  };
  const scanned = host.informational + host.findings.length > 0;
  const audits = auditsOf(host.compliance, common);
  if (!scanned && audits.length > 0) return audits;
  return [{ ...common, ...vulnerabilitiesOf(host, families, information, ended) }, ...audits];
}

function vulnerabilitiesOf(
  host: ScannedHost,
  families: Families,
  information: ReadonlyMap<string, string>,
  ended: boolean,
) {
  const notes: Note[] = [];
  const note = (code: string, text: string): void => {
    notes.push({ code, text });
  };
  let scope: Report["scope"] = "full";
  if (!/^yes/i.test(information.get("credentialed checks") ?? "")) {
    scope = "partial";
    note(
      "not-credentialed",
      "The scan did not sign in to this host: it saw what the network shows, not what is installed.",
    );
  } else if (WITHOUT_LOCAL_CHECKS.some((plugin) => host.plugins.has(plugin))) {
    scope = "partial";
    note(
      "local-checks-missing",
      "Local checks did not run on this host: installed packages were not looked at.",
    );
  } else if (host.plugins.has(UNPRIVILEGED)) {
    scope = "unprivileged";
    note("unprivileged", "The account of the scan lacks rights on this host: it did not see everything.");
  } else if (!hasLocalFamily(host, families)) {
    scope = "partial";
    note("families-disabled", "The policy of the scan leaves out local checks for this system.");
  }
  if (!ended)
    note(
      "unfinished",
      "The scan of this host has no end: what it names counts, what it leaves out proves nothing.",
    );
  return {
    source: FORMAT,
    scope,
    exposures: exposuresOf(host.findings),
    exposuresComplete: ended && scope === "full" ? (["vulnerability"] as const).slice() : [],
    facts: [
      { key: "informational_findings", values: [String(host.informational)] },
      ...factOf("plugin_feed_version", information.get("plugin feed version")),
    ],
    notes,
  };
}

const factOf = (key: string, value: string | undefined) =>
  value === undefined ? [] : [{ key, values: [value] }];

/** Lines such as `Credentialed checks : yes, as 'root' via ssh` by their name in small letters. */
function informationOf(output: string): Map<string, string> {
  const lines = new Map<string, string>();
  for (const line of cleanText(output).split("\n").slice(0, 200)) {
    const at = line.indexOf(" : ");
    if (at > 0) lines.set(line.slice(0, at).trim().toLowerCase(), cut(line.slice(at + 3).trim(), 80));
  }
  return lines;
}

const SYSTEMS = [
  "Debian",
  "Ubuntu",
  "Red Hat",
  "CentOS",
  "Rocky Linux",
  "Alma Linux",
  "Oracle Linux",
  "SuSE",
  "Amazon Linux",
  "Fedora",
];

/** Whether the policy, where the file holds it, runs all local checks for this system. */
function hasLocalFamily(host: ScannedHost, families: Families): boolean {
  const system = (host.properties.get("operating-system") ?? "").toLowerCase();
  return SYSTEMS.filter((name) => system.includes(name.toLowerCase())).every((name) => {
    const state = families.get(`${name} Local Security Checks`);
    return state === undefined || state === "enabled";
  });
}

function exposuresOf(findings: readonly Finding[]): Exposure[] {
  const all = new Map<string, Exposure>();
  for (const finding of findings) {
    const severity = severityOf(finding);
    const own = `nessus-${finding.plugin}`;
    const packages = packagesOf(finding);
    const fixed = NO_SOLUTION.test(finding.solution) ? null : finding.solution;
    for (const { name, installed, shouldBe } of packages.length > 0 ? packages : [{ name: own }]) {
      for (const id of finding.cves.length > 0 ? finding.cves : [own]) {
        const exposure = vulnerability({
          package: name,
          id: cut(id.replace(/\s+/g, "_"), 60),
          severity,
          title: finding.name,
          installed,
          fixed: shouldBe ?? fixed,
          exploited: finding.exploitedSince !== "",
          details: [...detail("plugin", finding.plugin), ...detail("port", finding.port)],
        });
        const known = all.get(exposure.key);
        if (!known)
          all.set(exposure.key, id === name ? { ...exposure, title: finding.name || id } : exposure);
        else if (known.details?.every(({ text }) => text !== finding.port))
          known.details.push(...detail("port", finding.port));
      }
    }
  }
  return [...all.values()];
}

const NO_SOLUTION = /^(?:n\/?a|there is no known solution.*)?$/i;

function severityOf({ cvss3, riskFactor, level }: Finding) {
  const score = cvss3 === "" ? null : severityOfCvss(Number(cvss3));
  if (score !== null && score !== "info") return score;
  return severityOfWord(riskFactor, LEVELS[level] ?? "medium");
}

function claimOf({ properties, target }: ScannedHost): HostClaim {
  const name = ["host-fqdn", "hostname", "netbios-name"]
    .map((key) => properties.get(key) ?? "")
    .find((one) => one !== "");
  // Several lines are guesses.
  const system = properties.get("operating-system") ?? "";
  const said = system === "" || system.includes("\n") ? null : cut(cleanText(system), 120);
  return hostNamed(name ?? target, {
    family: said !== null && /linux/i.test(said) ? "Linux" : null,
    name: said,
    kernel: /^Linux Kernel (\d[\w.+-]{0,60})/.exec(said ?? "")?.[1] ?? null,
  });
}

function runOf({ properties }: ScannedHost): { run: Report["run"]; ended: boolean } {
  const at = (key: string): { at: string | null; stated: boolean } => {
    const epoch = epochTime(Number(properties.get(`${key}_TIMESTAMP`) ?? "x"));
    if (epoch !== null) return { at: epoch, stated: true };
    return { at: writtenTime(properties.get(key)), stated: false };
  };
  const started = at("HOST_START");
  const end = at("HOST_END");
  const stated = (end.at === null ? started : end).stated;
  return {
    run: { startedAt: started.at, endedAt: end.at, zone: stated ? "stated" : "assumed-utc" },
    ended: properties.has("HOST_END") || properties.has("HOST_END_TIMESTAMP"),
  };
}

const WRITTEN = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/;

/** `Wed Mar 09 22:55:00 2011`, in the zone of the scanner, which the file does not name. */
function writtenTime(text: string | undefined): string | null {
  const match = WRITTEN.exec(text ?? "");
  if (!match) return isoTime(text)?.at ?? null;
  const [, month = "", day, hour, minute, second, year] = match;
  const number = monthOf(month);
  return number === null
    ? null
    : utc(Number(year), number, Number(day), Number(hour), Number(minute), Number(second));
}
