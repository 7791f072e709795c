/** Days to repair by severity. Pure. */
import { z } from "zod";

/** Severities with a time to repair, the worst first. */
export const LEVEL_SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type ServiceLevel = Record<(typeof LEVEL_SEVERITIES)[number], number>;

export const MOST_DAYS = 3650;

const days = (severity: string) =>
  z.coerce
    .number(`Say in how many days a ${severity} finding is repaired.`)
    .int("Days are whole numbers.")
    .min(1, "Give at least one day.")
    .max(MOST_DAYS, `At most ${MOST_DAYS} days.`);

/** What is worse never has longer. */
export const serviceLevelSchema = z
  .object({ critical: days("critical"), high: days("high"), medium: days("medium"), low: days("low") })
  .superRefine((level, context) => {
    for (const [i, milder] of LEVEL_SEVERITIES.entries()) {
      const worse = LEVEL_SEVERITIES[i - 1];
      if (worse === undefined || level[worse] <= level[milder]) continue;
      const message = `A ${worse} finding may not have longer (${level[worse]} days) than a ${milder} one (${level[milder]} days).`;
      context.addIssue({ code: "custom", path: [worse], message });
    }
  });
