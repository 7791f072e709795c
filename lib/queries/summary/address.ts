/** The address of a summary: `?scope=group&group=…&days=90`. The page, the files and the links to them read it alike. */
import { z } from "zod";
import { MOST_PERIOD_DAYS, SUMMARY_SCOPES, type SummaryScopeRequest, USUAL_PERIOD_DAYS } from "./scope";

export const summaryAddressSchema = z.object({
  scope: z.enum(SUMMARY_SCOPES).default("fleet"),
  group: z.uuid().optional().describe("Of scope `group`"),
  host: z.uuid().optional().describe("Of scope `host`"),
  query: z.string().max(1000).optional().describe("Of scope `hosts`: the query of the list of hosts"),
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_PERIOD_DAYS)
    .default(USUAL_PERIOD_DAYS)
    .describe("Compared with so many days before"),
});
export type SummaryAddress = z.infer<typeof summaryAddressSchema>;

export const requestOfAddress = ({
  scope,
  group,
  host,
  query,
  days,
}: SummaryAddress): SummaryScopeRequest & { periodDays: number } => ({
  scope,
  groupId: group,
  hostId: host,
  query,
  periodDays: days,
});

/** The parameters that say what a summary is about; what is usual is left out. */
export const addressOfRequest = ({
  scope,
  groupId,
  hostId,
  query,
  periodDays,
}: SummaryScopeRequest & { periodDays: number }): Record<string, string | number | null | undefined> => ({
  scope: scope === "fleet" ? null : scope,
  group: scope === "group" ? groupId : null,
  host: scope === "host" ? hostId : null,
  query: scope === "hosts" ? query : null,
  days: periodDays === USUAL_PERIOD_DAYS ? null : periodDays,
});

/**
 * Reads what stands in the address of a page; `about` is what a single choice says: `fleet`, `group <id>` or
 * `hosts <query>`. Null where it makes no sense.
 */
export function readSummaryAddress({
  about,
  ...values
}: Readonly<Record<string, string>>): SummaryAddress | null {
  const [, scope, what = ""] = /^(fleet|group|hosts)(?: (.*))?$/.exec(about ?? "") ?? [];
  const chosen =
    scope === undefined
      ? {}
      : { scope, ...(scope === "group" && { group: what }), ...(scope === "hosts" && { query: what }) };
  const parsed = summaryAddressSchema.safeParse({ ...values, ...chosen });
  return parsed.success ? parsed.data : null;
}
