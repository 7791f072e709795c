/** Software that is not the distribution's: one check for each repository and each package, whichever tool saw it. */
import { z } from "zod";
import data from "@/content/catalogue/external.json";
import { type CheckDefinition, type Detail, type Observation, SEVERITIES } from "@/lib/fortress/types";
import { LIMITS } from "./limits";
import { cleanText, cut } from "./read/clean";

const words = z.array(z.string().min(1)).transform((all) => new Set(all));
const list = z.array(z.string().min(1));
const check = z.strictObject({ title: z.string().min(3).max(80), severity: z.enum(SEVERITIES) });

const DATA = z
  .strictObject({
    checks: z.strictObject({ alien: check, repository: check, "repository-signed": check }),
    apt: z.strictObject({
      origins: words,
      hosts: list,
      foreignHosts: list,
      keyrings: words,
      keyringPrefixes: list,
      suites: words,
      suiteEndings: list,
      components: words,
      maintainers: list,
    }),
    rpm: z.strictObject({
      corePackages: words,
      vendors: words,
      repositories: words,
      repositoryPrefixes: list,
      repositoryEndings: list,
      foreignParts: list,
    }),
  })
  .parse(data);

type Kind = keyof typeof DATA.checks;

/** Prefixes for `Report.exhaustive`. */
export const ALIENS = "external:alien:";
export const REPOSITORIES = "external:repository:";
export const SIGNED = "external:repository-signed:";

const KINDS: Record<Kind, string> = {
  alien: "Package",
  repository: "Repository",
  "repository-signed": "Repository",
};

/** Without blanks and without end, never empty. */
const idOf = (name: string): string =>
  cut(
    cleanText(name)
      .replace(/[\s\ufeff]+/g, "_")
      .slice(0, 400) || "_",
    LIMITS.checkCharacters - SIGNED.length,
  );

type Rest = Pick<Observation, "outcome"> & { message?: string; details?: Detail[] };

/** An installed package that does not come from the distribution; `name` without its architecture. */
export const alien = (name: string, message: string, details: Detail[] = []): Observation => ({
  check: ALIENS + idOf(name),
  outcome: "fail",
  message,
  details,
});

/** Whether a repository is the distribution's. @param id of `repositoryId`, or dnf's own */
export const repository = (id: string, rest: Rest): Observation => ({
  check: REPOSITORIES + idOf(id),
  ...rest,
});

/** Whether packages of a repository are taken only with a checked signature. */
export const repositorySigned = (id: string, rest: Rest): Observation => ({
  check: SIGNED + idOf(id),
  ...rest,
});

/** What the checks among these observations are. */
export function definitionsOf(observations: readonly Observation[]): CheckDefinition[] {
  return observations.flatMap(({ check: id }) => {
    const [family = "", kind = "", ...rest] = id.split(":");
    if (family !== "external" || !isKind(kind)) return [];
    const { title, severity } = DATA.checks[kind];
    return [
      {
        check: id,
        title: `${KINDS[kind]} ${cut(rest.join(":"), 200)} ${title}`,
        severity,
        tower: "integrity",
        group: "ports_packages",
        theme: "external-software",
      },
    ];
  });
}

const isKind = (kind: string): kind is Kind => Object.hasOwn(DATA.checks, kind);

/**
 * `deb.debian.org/debian/bookworm`, `file:/srv/acme-repo`: the same whether the repository is reached by http or https, and
 * however its address ends.
 * @param suite `bookworm`, or the folder of a flat repository: `./`
 */
export function repositoryId(uri: string, suite: string): string {
  const network = /^(?:[a-z0-9]+\+)?(?:https?|ftp|s3):\/\//i;
  const address = uri.replace(network, "").replace(/^(file|copy|cdrom):\/\//i, "$1:");
  const [host = "", ...path] = address.split("/");
  const parts = [network.test(uri) ? host.toLowerCase() : host, ...path, ...suite.split("/")];
  return parts.filter((part, place) => place === 0 || (part !== "" && part !== ".")).join("/");
}

export type Ownership = "own" | "foreign" | "unknown";

export interface Place {
  uri: string;
  suite: string;
  components: readonly string[];
  /** The file of `Signed-By`, `embedded` for a key within the entry, null where nothing is said. */
  keyring?: string | null;
}

/**
 * Whose repository an address of apt is. A mirror on an unknown machine that holds what a distribution holds is `unknown`:
 * only its release file tells whose it is.
 */
export function ownershipOf({ uri, suite, components, keyring = null }: Place): Ownership {
  const { apt } = DATA;
  if (/^cdrom:\[(?:Debian|Ubuntu)/.test(uri)) return "own";
  const host = hostOf(uri);
  if (apt.foreignHosts.some((one) => isBelow(host, one))) return "foreign";
  const key = keyring === null ? null : keyOf(keyring);
  if (key === "foreign") return "foreign";
  if (key === "own" || apt.hosts.some((one) => isBelow(host, one))) return "own";
  const usual = components.length > 0 && components.every((one) => apt.components.has(one));
  return usual && isSuite(suite) ? "unknown" : "foreign";
}

const hostOf = (uri: string): string => (/^[a-z0-9+.-]+:\/\/([^/:\s]*)/i.exec(uri)?.[1] ?? "").toLowerCase();

const isBelow = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

function keyOf(keyring: string): Ownership {
  const file = (keyring.split("/").at(-1) ?? "").replace(/\.(?:gpg|asc|pgp)$/, "");
  const known = DATA.apt.keyrings.has(file) || DATA.apt.keyringPrefixes.some((one) => file.startsWith(one));
  return known ? "own" : "foreign";
}

function isSuite(suite: string): boolean {
  const { suites, suiteEndings } = DATA.apt;
  if (suites.has(suite)) return true;
  return suiteEndings.some((end) => suite.endsWith(end) && suites.has(suite.slice(0, -end.length)));
}

/** Whether the `o=` of a release file is that of a distribution. */
export const isOwnOrigin = (origin: string): boolean => DATA.apt.origins.has(origin);

/** Whether an address stands in the `Maintainer` of a package of Debian or Ubuntu: only a hint, many are private ones. */
export function isOwnMaintainer(maintainer: string): boolean {
  const host = (/@([A-Za-z0-9.-]+)>?\s*$/.exec(maintainer)?.[1] ?? "").toLowerCase();
  return DATA.apt.maintainers.some((one) => isBelow(host, one));
}

/** Whether a package is one of those that every system with RPM has from its distribution. */
export const isCorePackage = (name: string): boolean => DATA.rpm.corePackages.has(name);
export const isOwnVendor = (vendor: string): boolean => DATA.rpm.vendors.has(vendor);

/** Whether a repository of dnf or yum is the distribution's, by its id: `baseos`, `rhel-9-for-x86_64-appstream-rpms`. */
export function isOwnRepository(id: string): boolean {
  const { rpm } = DATA;
  const lower = id.toLowerCase();
  if (rpm.foreignParts.some((part) => lower.includes(part))) return false;
  const end = rpm.repositoryEndings.find((one) => lower.endsWith(one)) ?? "";
  const plain = lower.slice(0, lower.length - end.length);
  return rpm.repositories.has(plain) || rpm.repositoryPrefixes.some((one) => lower.startsWith(one));
}
