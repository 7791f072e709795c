/** Inventories of dpkg: the tab-separated one of `dpkg-query -W`, and the table of `dpkg -l`. */
import type { CheckDefinition, Fact, Observation } from "@/lib/fortress/types";
import { isOwnMaintainer } from "../external";
import { factsOf, type Installed, isName, isVersion } from "../inventory";

const ARCH =
  /^(?:all|amd64|i386|arm64|armhf|armel|ppc64el|ppc64|powerpc|s390x|riscv64|loong64|mips64el|mipsel|mips|hppa|alpha|ia64|sparc64|sparc|m68k|x32|sh4)$/;

export interface Package extends Installed {
  /** `ii`, `rc`, `iU`…; null where the list does not say. */
  status: string | null;
  /** dpkg wants it installed anew. */
  broken: boolean;
  maintainer: string;
}

const STATUS = /^([uirph])([ncHUFWti])([ R]?)$/;

/**
 * `name<tab>version<tab>arch<tab>maintainer<tab>origin`, and a sixth field where `${db:Status-Abbrev}` was asked for too.
 * @returns null for any other line
 */
export function queryRow(line: string): Package | null {
  const [name = "", version = "", arch = "", maintainer, origin, abbreviation, ...more] = line.split("\t", 8);
  if (maintainer === undefined || origin === undefined || more.length > 0) return null;
  if (!isName(name) || !ARCH.test(arch)) return null;
  const status = abbreviation === undefined ? null : STATUS.exec(abbreviation.padEnd(3).slice(0, 3));
  // A removed package has a version only while its settings are kept.
  if (!isVersion(version) && status === null) return null;
  return {
    name,
    version,
    status: status === null ? null : `${status[1]}${status[2]}`,
    broken: status?.[3] === "R",
    maintainer,
  };
}

const ROW = /^([uirph][ncHUFWti])([ R]) (\S+) +(\S+) +(\S+)(?: |$)/;

/** `ii  adduser  3.134  all  add and remove users and groups`. Source: dpkg, src/query/main.c. */
export function tableRow(line: string): Package | null {
  const match = ROW.exec(line);
  if (!match) return null;
  const [, status = "", error = "", full = "", version = "", arch = ""] = match;
  const name = full.replace(/:[a-z0-9-]+$/, "");
  if (!isName(name) || !isVersion(version) || !ARCH.test(arch)) return null;
  return { name, version, status, broken: error === "R", maintainer: "" };
}

/** What stands before the table comes in many languages; its last line is a ruler. */
export const isRuler = (line: string): boolean => /^\+\+\+-=+-/.test(line);

const isThere = ({ status }: Package): boolean => status === null || "iWt".includes(status.charAt(1));
const isHalf = ({ status, broken }: Package): boolean =>
  status !== null && ("UFH".includes(status.charAt(1)) || broken);

export interface Said {
  observations: Observation[];
  facts: Fact[];
}

/** @param whole the list names all packages and their states */
export function judge(all: readonly Package[], whole: boolean): Said {
  const half = all.filter(isHalf);
  const withStatus = all.some(({ status }) => status !== null);
  const elsewhere = all.filter(
    (one) => isThere(one) && one.maintainer !== "" && !isOwnMaintainer(one.maintainer),
  );
  return {
    observations: configured(half, whole && withStatus),
    facts: [
      ...factsOf(all.filter(isThere)),
      ...(withStatus
        ? [
            { key: "half_installed", values: names(half) },
            { key: "held", values: names(all.filter(({ status }) => status?.startsWith("h"))) },
          ]
        : []),
      ...(all.some(({ maintainer }) => maintainer !== "")
        ? [{ key: "maintained_elsewhere", values: names(elsewhere) }]
        : []),
    ],
  };
}

const names = (all: readonly Package[]): string[] => [...new Set(all.map(({ name }) => name))];

export const CONFIGURED: CheckDefinition = {
  check: "packages:all-configured",
  title: "Every package is installed to its end",
  severity: "medium",
  tower: "hardening",
  group: "ports_packages",
  theme: "containment",
};

function configured(half: readonly Package[], known: boolean): Observation[] {
  if (half.length === 0) return known ? [{ check: CONFIGURED.check, outcome: "pass" }] : [];
  return [
    {
      check: CONFIGURED.check,
      outcome: "fail",
      message: `${half.length === 1 ? "One package is" : `${half.length} packages are`} installed by half.`,
      details: half.map(({ name, version, status, broken }) => ({
        name: "package",
        text: `${name} ${version} (${status}${broken ? "R" : ""})`,
      })),
    },
  ];
}
