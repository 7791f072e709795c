/** What an exposure of systemd is worth here: data in `content/catalogue/systemd-security.json`. */
import { z } from "zod";
import catalogueData from "@/content/catalogue/systemd-security.json";
import type { CheckDefinition, Detail, Observation } from "@/lib/fortress/types";

const band = z.union([
  z.strictObject({ from: z.number(), outcome: z.literal("fail") }),
  z.strictObject({ from: z.number(), share: z.number().gt(0).lt(1) }),
]);
const catalogue = z
  .strictObject({ bands: z.array(band), listening: z.array(z.string()) })
  .parse(catalogueData);
const listening: ReadonlySet<string> = new Set(catalogue.listening);

export interface Unit {
  name: string;
  /** 0 to 10, high is bad. */
  exposure: number;
  /** The word of systemd: `OK`, `MEDIUM`, `EXPOSED`, `UNSAFE`. */
  predicate: string;
  /** The settings that cost most, where the report names them. */
  worst?: Detail[];
}

const checkOf = ({ name }: Unit): string => `systemd:exposure:${name}`;

/**
 * One check of a unit by the bands of systemd (`badness_table` of systemd's `src/analyze/analyze-security.c`): below 5.0
 * it is OK or better and passes, from 9.0 on it is UNSAFE and fails, MEDIUM and EXPOSED pass in part.
 */
export function observationOf(unit: Unit): Observation {
  const found = catalogue.bands.find(({ from }) => unit.exposure >= from);
  const details: Detail[] = [
    { name: "exposure", text: unit.exposure.toFixed(1) },
    { name: "predicate", text: unit.predicate },
    ...(unit.worst ?? []),
  ];
  const check = checkOf(unit);
  if (!found) return { check, outcome: "pass", details };
  if ("outcome" in found) return { check, outcome: found.outcome, details };
  return { check, outcome: "part", ratio: found.share, details };
}

/** What the check is: medium for a service that listens to the network, low for any other. */
export const definitionOf = (unit: Unit): CheckDefinition => ({
  check: checkOf(unit),
  title: `${unit.name} is confined by systemd`,
  severity: listening.has(programOf(unit.name)) ? "medium" : "low",
  tower: "hardening",
  group: "boot_services",
  theme: "containment",
});

/** `postgresql@15-main.service` and `php7.4-fpm.service` to `postgresql` and `php`. */
function programOf(unit: string): string {
  const name = unit.slice(0, 256).replace(/\.service$/, "");
  const base = name.split("@")[0] ?? name;
  return listening.has(base) ? base : (/^[a-z]+(?=\d[\d.]*-)/.exec(base)?.[0] ?? base);
}
