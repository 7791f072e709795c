/** Short names for XCCDF ids that stay the same over runs, hosts and versions of the content. */
import { LIMITS } from "./limits";
import { cleanText } from "./read/clean";

/** XCCDF 1.2 writes every id as `xccdf_<namespace>_<kind>_<name>`; 1.1 has bare names. */
const ID = /^xccdf_([^_]+)_(?:rule|profile|benchmark)_(.+)$/;
/** Its ids are what everybody knows, so they go without a namespace. */
const SSG = "org.ssgproject.content";

export interface ShortId {
  /** Null in XCCDF 1.1. */
  namespace: string | null;
  name: string;
  /** Whether it belongs to the SCAP Security Guide. */
  ssg: boolean;
}

/** @returns null where nothing is left of it */
export function shortId(id: string | null | undefined): ShortId | null {
  const clean = cleanText(id ?? "")
    .trim()
    .replace(/\s+/g, "_");
  if (clean === "") return null;
  const [, namespace = null, name = clean] = ID.exec(clean) ?? [];
  return { namespace, name, ssg: namespace === SSG };
}

/** DISA counts the revision of a rule in its id: `SV-230221r858734_rule` is SV-230221, next quarter as well. */
const STIG = /^(SV-\d{1,10})r\d{1,10}_rule$/;

/**
 * The check of a rule: `xccdf:sshd_disable_root_login`, `xccdf:org.cisecurity.benchmarks:1.1.2_Ensure_…`.
 * @returns null for an id without a name
 */
export function checkOf(idref: string | null | undefined): string | null {
  const id = shortId(idref);
  if (!id) return null;
  const name = STIG.exec(id.name)?.[1] ?? id.name;
  const own = id.ssg || id.namespace === null ? name : `${id.namespace}:${name}`;
  return bounded(`xccdf:${own}`, LIMITS.checkCharacters);
}

/** `3.0.0_CIS_Debian_Linux_12_Benchmark`, `U_RHEL_8_V2R8_STIG`: in its next version it is the same source. */
const FIRST_VERSION = /^v?\d[\d.]{0,20}_/;
const LATER_VERSION = /[_-]v\d[\dr.]{0,20}(?=[_-]|$)/i;
/** Where a result names its benchmark by its file alone. */
const FILE = /^.*[\\/]|\.xml$/gi;
const NO_PROFILE = "default";
const SOURCE_CHARACTERS = 100;

/**
 * Who speaks: `xccdf/standard` for the SCAP Security Guide, else with the benchmark, because profiles of other houses are
 * called alike whatever they check: `xccdf/CIS_Debian_Linux_12_Benchmark:Level_1_-_Server`.
 */
export function sourceOf(profile: string | null, benchmark: string | null): string {
  const which = shortId(profile);
  if (which?.ssg) return bounded(`xccdf/${which.name}`, SOURCE_CHARACTERS);
  const of = shortId(benchmark);
  const name = which?.name ?? NO_PROFILE;
  const content =
    of?.name.replace(FILE, "").replace(FIRST_VERSION, "").replace(LATER_VERSION, "") ??
    which?.namespace ??
    null;
  return bounded(content === null ? `xccdf/${name}` : `xccdf/${content}:${name}`, SOURCE_CHARACTERS);
}

/** A long name is cut and marked with a hash of the whole: two long names stay two. */
function bounded(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 9).replace(/[\ud800-\udbff]$/, "")}~${hash(text)}`;
}

/** FNV-1a, 32 bits. It guards against accidents only. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}
