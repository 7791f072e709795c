/** The inventory of `rpm -qa --qf`: name, epoch, version, release, architecture, vendor, time of installation, signature. */
import type { Fact, Observation } from "@/lib/fortress/types";
import { ALIENS, alien, isCorePackage, isOwnVendor } from "../external";
import { factsOf, isName, isVersion, updatesFact } from "../inventory";
import { epochTime } from "../times";
import type { Note } from "../types";

const ARCH =
  /^(?:noarch|x86_64(?:_v\d)?|i[3-6]86|aarch64|armv\dh?n?l|ppc64le|ppc64|ppc|s390x?|riscv64|loongarch64|ia64|\(none\))$/;

export interface Package {
  name: string;
  version: string;
  /** Null for `(none)`. */
  vendor: string | null;
  /** Null where the list does not say; false for `(none)`. */
  signed: boolean | null;
  /** RFC 3339 in UTC; null where the list does not say. */
  installedAt: string | null;
}

const NONE = "(none)";

/** @returns null for a line that is no row */
export function rowOf(line: string): Package | null {
  const [name = "", epoch = "", version = "", release = "", arch = "", vendor, ...rest] = line.split(
    "\t",
    10,
  );
  if (vendor === undefined || rest.length > 3 || !isName(name) || !ARCH.test(arch)) return null;
  if (!/^(?:\d+|\(none\))$/.test(epoch) || !/^[A-Za-z0-9][\w.+~^]*$/.test(version)) return null;
  if (!/^[A-Za-z0-9][\w.+~^]*$/.test(release)) return null;
  const evr = `${epoch === NONE || epoch === "0" ? "" : `${epoch}:`}${version}-${release}`;
  const made = vendor.trim();
  const [time = ""] = rest;
  const signature = rest.find((field) => !/^\d*$/.test(field.trim()));
  return {
    name,
    version: isVersion(evr) ? evr : `${version}-${release}`,
    vendor: made === NONE || made === "" ? null : made,
    signed: signature === undefined ? null : signature.trim() !== NONE,
    installedAt: /^\d{1,12}$/.test(time.trim()) ? epochTime(Number(time)) : null,
  };
}

/** Keys that rpm keeps among its packages. */
const isKey = ({ name }: Package): boolean => name === "gpg-pubkey";

export interface Said {
  observations: Observation[];
  facts: Fact[];
  notes: Note[];
}

/** Packages of other vendors than the distribution, and those without a vendor or a signature, are aliens. */
export function judge(rows: readonly Package[]): Said {
  const all = rows.filter((row) => !isKey(row));
  const { own, assumed } = vendorsOf(all);
  const observations = all.flatMap((one) => {
    const why =
      one.signed === false
        ? "It is not signed."
        : one.vendor === null
          ? "It does not say who made it."
          : own(one.vendor)
            ? null
            : `It was made by ${one.vendor.slice(0, 200)}.`;
    if (why === null) return [];
    return [
      alien(one.name, why, [
        { name: "installed", text: one.version },
        ...(one.vendor === null ? [] : [{ name: "vendor", text: one.vendor }]),
      ]),
    ];
  });
  const aliens = new Set(observations.map(({ check }) => check.slice(ALIENS.length)));
  return {
    observations,
    facts: [...factsOf(all), { key: "alien_packages", values: [...aliens] }, ...installations(all)],
    notes:
      assumed === null
        ? []
        : [
            {
              code: "vendor-assumed",
              text: `The distribution is not known; its vendor was taken to be ${assumed.slice(0, 200)}, who made most packages.`,
            },
          ],
  };
}

/** When each package came; rpm forgets what it was before. Nothing where the list has no such column. */
function installations(all: readonly Package[]): Fact[] {
  const updates = all.flatMap(({ name, version, installedAt }) =>
    installedAt === null ? [] : [{ at: installedAt, action: "install" as const, name, version }],
  );
  return updates.length > 0 ? [updatesFact(updates)] : [];
}

/**
 * Whose packages are the distribution's: the vendors of what every system has; else those of the known distributions; else
 * the one who made more than half, for distributions that are not known.
 */
function vendorsOf(all: readonly Package[]): { own: (vendor: string) => boolean; assumed: string | null } {
  const counts = new Map<string, number>();
  const core = new Set<string>();
  for (const { name, vendor } of all) {
    if (vendor === null) continue;
    counts.set(vendor, (counts.get(vendor) ?? 0) + 1);
    if (isCorePackage(name)) core.add(vendor);
  }
  const known = [...core].filter(isOwnVendor);
  if (known.length > 0) return { own: (vendor) => known.includes(vendor), assumed: null };
  if ([...counts.keys()].some(isOwnVendor)) return { own: isOwnVendor, assumed: null };
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const assumed = most && most[1] * 2 > all.length ? most[0] : null;
  return { own: (vendor) => vendor === assumed, assumed };
}
