/** One name for a package and one for a vulnerability, whichever scanner saw them. */

/** Packages of the operating system, as purl, Trivy, Grype and OSV name their kind: known by their bare name. */
const SYSTEM = new Set(
  "deb,dpkg,rpm,apk,alpm,ebuild,portage,opkg,debian,ubuntu,alpine,redhat,red hat,centos,rocky,rocky linux,alma,almalinux,oracle,amazon,fedora,suse,opensuse,opensuse-leap,opensuse-tumbleweed,opensuse.leap,opensuse.tumbleweed,suse linux enterprise server,sles,photon,photon os,mageia,cbl-mariner,azurelinux,azure linux,wolfi,chainguard,openeuler,minimos,alpaquita,bottlerocket,arch".split(
    ",",
  ),
);

/** Kinds of language packages to the type that a purl has for them. Anything else keeps its own word. */
const PURL_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    npm: "node-pkg,yarn,pnpm,bun",
    pypi: "pip,pipenv,poetry,uv,pylock,python,python-pkg",
    gem: "bundler,gemspec,rubygems",
    maven: "jar,pom,gradle,sbt,java-archive,jenkins-plugin",
    golang: "gobinary,gomod,go-module,go",
    cargo: "rustbinary,rust-crate,crates.io",
    composer: "composer-vendor,php-composer,packagist",
    nuget: "dotnet,dotnet-core,packages-props",
    conda: "conda-pkg,conda-environment",
    pub: "dart-pub",
    cocoapods: "pod",
    conan: "conancenter",
    swift: "swifturl",
  }).flatMap(([type, kinds]) => kinds.split(",").map((kind): [string, string] => [kind, type])),
);

/** Ecosystems in which upper and lower case are the same name. */
const CASELESS = new Set(["npm", "pypi", "golang", "composer", "nuget"]);

/** Whether packages of this kind are the operating system's own: `deb`, `Debian:12`, `redhat`. */
export const isSystemKind = (kind: string): boolean =>
  SYSTEM.has((kind.split(":")[0] ?? "").trim().toLowerCase());

/**
 * A package as exposures name it: `openssl` for one of the operating system, `npm/lodash` for any other, so that a
 * Python package and a Debian package of one name stay two things.
 * @param kind as the tool says it: `deb`, `node-pkg`, `java-archive`, `PyPI`, `Alpine:v3.20`
 */
export function packageName(kind: string, name: string): string {
  if (isSystemKind(kind)) return name;
  const word = kind.trim().toLowerCase().replaceAll(/\s+/g, "-");
  const type = PURL_TYPES.get(word) ?? (word || "other");
  // A colon would be taken for the mark of an architecture.
  const parted = name.replaceAll(":", "/");
  const cased = CASELESS.has(type) ? parted.toLowerCase() : parted;
  return `${type}/${type === "pypi" ? cased.replaceAll(/[-_.]+/g, "-") : cased}`;
}

export interface Purl {
  system: boolean;
  /** As `packageName` has it. */
  name: string;
  version: string | null;
}

/** `pkg:deb/debian/openssl@3.0.11?arch=amd64` to its parts; null where it is none. Grammar: package-url/purl-spec. */
export function purlOf(purl: string | null | undefined): Purl | null {
  const match = /^pkg:\/{0,2}([a-z][a-z0-9.+-]{0,30})\/([^?#]+)/i.exec(purl ?? "");
  const [, kind = "", path = ""] = match ?? [];
  const at = path.lastIndexOf("@");
  const versioned = at > path.lastIndexOf("/") + 1;
  const name = unescaped(versioned ? path.slice(0, at) : path).replaceAll(/^\/+|\/+$/g, "");
  if (name === "") return null;
  const system = isSystemKind(kind);
  const bare = system ? name.slice(name.lastIndexOf("/") + 1) : name;
  return {
    system,
    name: packageName(kind, bare),
    version: versioned ? unescaped(path.slice(at + 1)) : null,
  };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const CVE = /^(?:[A-Z]+-)?(CVE-\d{4}-\d{4,19})$/i;

/**
 * The most common name of a vulnerability of which several are given: its CVE, also within `DEBIAN-CVE-2024-1234`; else
 * the first.
 */
export function commonId(first: string, others: Iterable<string> = []): string {
  for (const id of [first, ...others]) {
    const cve = CVE.exec(id)?.[1];
    if (cve) return cve.toUpperCase();
  }
  return first.replaceAll(/\s+/g, "_");
}
