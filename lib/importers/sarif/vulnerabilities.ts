/** Results of scanners of packages and images: a vulnerability and the package that has it. */
import type { Exposure } from "@/lib/fortress/types";
import { cut } from "@/lib/importers/read/clean";
import { severityOfWord } from "@/lib/importers/severity";
import { vulnerability } from "@/lib/importers/updates";
import { messageOf, placesOf, scoreOf, severityOfLevel, unescaped } from "./rules";
import type { Result, Rule } from "./schema";

/** Tools that look for known vulnerabilities of packages and nothing else, by the name that they give themselves. */
const SCANNER = /\b(?:trivy|grype|anchore|osv-scanner|docker scout|clair|snyk container|vuls)\b/i;
export const isScanner = (tool: string): boolean => SCANNER.test(tool);

const COMMON = /CVE-\d{4}-\d{4,9}|GHSA(?:-[0-9a-z]{4}){3}/i;
const OTHER =
  /^(?:DSA|DLA|TEMP|ELSA|RHSA|RLSA|ALSA|USN|ALAS\w{0,10}|RUSTSEC|PYSEC|GO|OSV|SNYK|SUSE-\w{2})-[\w.:-]{1,80}$/;

/** The number of a vulnerability in the id of a rule, or null where the rule is a test of another kind. */
export function vulnerabilityIdOf(id: string, rule: Rule | undefined, scanner: boolean): string | null {
  const common = COMMON.exec(id.slice(0, 300))?.[0];
  if (common) return /^cve/i.test(common) ? common.toUpperCase() : common;
  const packaged = scanner || /PackageVulnerability$/.test(rule?.name ?? "");
  return packaged && OTHER.test(id) ? id : null;
}

/** @param tool its slug: stands for the package where none can be told and the result lies nowhere */
export function exposureOf(id: string, result: Result, rule: Rule | undefined, tool: string): Exposure {
  const message = messageOf(result, rule);
  const help = rule?.help?.text ?? "";
  const said = labelsIn(message);
  const helped = labelsIn(help);
  const named = namedIn(message);
  const [place] = placesOf(result);
  const name =
    nameOf(said.package) ||
    named?.name ||
    nameOf(helped.package) ||
    nameOf(rule?.properties?.purls?.[0]) ||
    place?.replace(/:\d+$/, "") ||
    tool;
  const score = scoreOf(result.properties) ?? scoreOf(rule?.properties);
  const word = said.severity || helped.severity;
  const level = rule?.defaultConfiguration?.level ?? result.level;
  return vulnerability({
    package: cut(name.replace(/\s+/g, "_"), 120),
    // Grype puts the package behind the number.
    id: cut(id.endsWith(`-${name}`) ? id.slice(0, -name.length - 1) : id, 80),
    severity: score ?? (word ? severityOfWord(word) : severityOfLevel(level)),
    title: titleIn(rule, id),
    installed: said.installed || named?.version || helped.installed,
    fixed: said.fixed || helped.fixed,
    details: place === undefined ? [] : [{ name: "path", text: place }],
  });
}

/** What the rule says beyond the number and the package. */
function titleIn(rule: Rule | undefined, id: string): string | null {
  const text = unescaped(rule?.shortDescription?.text ?? "")
    .replace(/\s+/g, " ")
    .trim();
  return text === id || / vulnerability for \S+ package$/.test(text) ? null : text;
}

interface Labels {
  package: string;
  installed: string;
  fixed: string;
  severity: string;
}

const LABEL =
  /^[ \t]{0,20}(Package|Installed Version|Version|Fixed Version|Fix Version|Severity)\s{0,20}:[ \t]{0,20}([^\n]{0,300})$/gim;

/** Lines such as `Installed Version: 3.0.11` of Trivy, Grype and Docker Scout; an empty one says that there is none. */
function labelsIn(text: string): Labels {
  const labels: Labels = { package: "", installed: "", fixed: "", severity: "" };
  for (const [, label = "", value = ""] of text.slice(0, 4_000).matchAll(LABEL)) {
    const key = LABELS.get(label.toLowerCase());
    if (key !== undefined) labels[key] ||= value.trim();
  }
  if (/^not fixed$/i.test(labels.fixed)) labels.fixed = "";
  return labels;
}

const LABELS: ReadonlyMap<string, keyof Labels> = new Map([
  ["package", "package"],
  ["installed version", "installed"],
  ["version", "installed"],
  ["fixed version", "fixed"],
  ["fix version", "fixed"],
  ["severity", "severity"],
]);

const SENTENCES = [
  // Grype, now and earlier.
  / package: (\S{1,200}), version (\S{1,100}) was found/,
  / reports (\S{1,200}) at version (\S{1,100}) /,
  // OSV-Scanner.
  /^Package '([^'@\n]{1,200})@([^'\n]{1,100})' is vulnerable/,
  // Clair.
  /^\[(\S{1,200}) - (\S{1,100}) - \w{1,20}\]/,
];

function namedIn(message: string): { name: string; version: string } | null {
  for (const sentence of SENTENCES) {
    const [, name, version = ""] = sentence.exec(message) ?? [];
    if (name) return { name, version };
  }
  return null;
}

/** A name as it is, or that in a package URL: `pkg:deb/debian/openssl@3.0.11?arch=amd64` is `openssl`. */
function nameOf(text: string | undefined): string {
  if (!text?.startsWith("pkg:")) return text ?? "";
  const path = text.split(/[@?#]/)[0] ?? "";
  return path.slice(path.lastIndexOf("/") + 1).replace(/%2b/gi, "+");
}
