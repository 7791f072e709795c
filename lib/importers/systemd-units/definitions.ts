/** What a failed unit weighs: data in `content/catalogue/systemd-units.json`. */
import { z } from "zod";
import catalogueData from "@/content/catalogue/systemd-units.json";
import { type CheckDefinition, SEVERITIES, TOWERS } from "@/lib/fortress/types";

const place = z.object({ severity: z.enum(SEVERITIES), tower: z.enum(TOWERS) });
const catalogue = z
  .object({
    none: place.extend({ title: z.string() }),
    otherwise: place,
    guards: z.array(place.extend({ units: z.array(z.string()) })),
  })
  .parse(catalogueData);

const guards = new Map(
  catalogue.guards.flatMap(({ units, severity, tower }) =>
    units.map((unit) => [unit, { severity, tower }] as const),
  ),
);

export const NONE_FAILED = "systemd-units:none-failed";
export const FAILED = "systemd-units:failed:";

export const noneFailed: CheckDefinition = {
  check: NONE_FAILED,
  ...catalogue.none,
  group: "boot_services",
  theme: "containment",
};

/** Medium for what guards the host, on its own tower; low for any other. */
export function definitionOf(unit: string): CheckDefinition {
  const [base = ""] = unit.slice(0, 256).split(/[.@]/);
  return {
    check: `${FAILED}${unit}`,
    title: `${unit} has not failed`,
    ...(guards.get(base) ?? catalogue.otherwise),
    group: "boot_services",
    theme: "containment",
  };
}
