/** From what was said of programs and of the kernel to checks: data in `content/catalogue/checksec.json`. */
import { z } from "zod";
import catalogueData from "@/content/catalogue/checksec.json";
import { type CheckDefinition, type Observation, SEVERITIES } from "@/lib/fortress/types";
import { cut } from "@/lib/importers/read/clean";
import { PROPERTIES, type Program, type Property, shareOf } from "./values";

const severity = z.enum(SEVERITIES);
const check = z.strictObject({ id: z.string(), title: z.string(), severity });
const catalogue = z
  .strictObject({
    properties: z.array(check.extend({ id: z.enum(PROPERTIES) })),
    kernel: z.array(check),
    otherKernel: severity,
    untold: z.array(z.string()),
  })
  .parse(catalogueData);

const kernelChecks = new Map(catalogue.kernel.map((one) => [one.id, one]));
/** What is no option, and options of which some version says the opposite of what it found. */
export const UNTOLD: ReadonlySet<string> = new Set(catalogue.untold);

export interface Judged {
  observations: Observation[];
  definitions: CheckDefinition[];
}

const NAMED = 40;

/**
 * One check for each property, over all programs it applies to.
 * @param target what was looked at: a folder, a file, or `processes`
 */
export function checksOf(programs: readonly Program[], target: string): Judged {
  const judged: Judged = { observations: [], definitions: [] };
  for (const { id, title, severity } of catalogue.properties) {
    const observation = overAll(programs, id, target);
    if (!observation) continue;
    judged.observations.push(observation);
    judged.definitions.push({
      check: observation.check,
      title: `${title}: ${target}`,
      severity,
      tower: "hardening",
      group: "hardening",
      theme: "containment",
    });
  }
  return judged;
}

function overAll(programs: readonly Program[], property: Property, target: string): Observation | null {
  let applies = 0;
  let sum = 0;
  const without = new Map<string, number>();
  for (const program of programs) {
    const share = shareOf(program, property);
    if (share === null) continue;
    applies += 1;
    sum += share;
    if (share < 1) without.set(program.name, Math.min(share, without.get(program.name) ?? 1));
  }
  if (applies === 0) return null;
  const have = Math.round(sum * 10) / 10;
  // The worst first; a stable sort keeps the order of the report among equals.
  const named = [...without].sort((a, b) => a[1] - b[1]).slice(0, NAMED);
  return {
    check: `checksec:${property}:${target}`,
    outcome: without.size === 0 ? "pass" : sum === 0 ? "fail" : "part",
    ...(without.size > 0 && sum > 0 ? { ratio: sum / applies } : {}),
    details: [
      { name: "share", text: `${have} of ${applies}` },
      ...named.map(([name, share]) => ({ name: share > 0 ? "in part" : "without", text: name })),
    ],
  };
}

const KERNEL_WORDS: ReadonlyMap<string, Pick<Observation, "outcome" | "ratio">> = new Map([
  ["yes", { outcome: "pass" }],
  ["full", { outcome: "pass" }],
  ["enabled", { outcome: "pass" }],
  ["partial", { outcome: "part", ratio: 0.5 }],
  ["no", { outcome: "fail" }],
  ["none", { outcome: "fail" }],
  ["disabled", { outcome: "fail" }],
  ["skipped", { outcome: "not-checked" }],
  ["unknown", { outcome: "not-checked" }],
  ["unsupported", { outcome: "not-applicable" }],
  ["n/a", { outcome: "not-applicable" }],
]);

/** One check of the kernel; a word that checksec does not use is `unknown`. */
export function kernelCheckOf(option: string, word: string, description?: string): Judged {
  const check = `checksec:kernel:${cut(option, 120).replace(/\s+/g, "_")}`;
  const known = kernelChecks.get(option);
  return {
    observations: [
      {
        check,
        ...(KERNEL_WORDS.get(word.trim().toLowerCase()) ?? { outcome: "unknown" }),
        details: [{ name: "found", text: word }],
      },
    ],
    definitions: [
      {
        check,
        title: known?.title ?? `Kernel protects by ${description || option}`,
        severity: known?.severity ?? catalogue.otherKernel,
        tower: "hardening",
        group: "kernel_hardening",
        theme: "containment",
      },
    ],
  };
}
