/** Reads what the house asks of summaries and share links. */
import { z } from "zod";
import { db } from "@/lib/db";

/** Its row of the settings. */
export const SHARE_POLICY = "share-policy";

export const sharePolicySchema = z.object({
  /** Share links live so long at most. */
  mostDays: z
    .number("Give the days as a whole number.")
    .int("Give the days as a whole number.")
    .min(1, "A share link lives at least a day.")
    .max(3650, "A share link lives ten years at most."),
  /** What summaries are measured against, in points. */
  target: z
    .number("Give the target as a number.")
    .min(1, "The target is at least 1 point.")
    .max(100, "The target is at most 100 points."),
});
export type SharePolicy = z.infer<typeof sharePolicySchema>;

/** Grade B begins at 80. */
const USUAL: SharePolicy = { mostDays: 90, target: 80 };

/** Days for which a share link lives where nobody says otherwise. */
export const USUAL_SHARE_DAYS = 14;

/** The usual one where nobody has set another. */
export async function readSharePolicy(): Promise<SharePolicy> {
  const row = await db().setting.findUnique({ where: { key: SHARE_POLICY } });
  const read = sharePolicySchema.safeParse(row?.value);
  return read.success ? read.data : USUAL;
}
