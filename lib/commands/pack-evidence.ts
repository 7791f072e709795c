/** Packs the evidence of a time for auditors: files, a manifest of them, and its signature. */
import { audit } from "@/lib/auth/audit";
import { can, type Viewer } from "@/lib/auth/rights";
import { plural, whole } from "@/lib/format";
import { daysOfPack, packAddressSchema } from "@/lib/queries/evidence-pack/address";
import { sizeOfOriginals } from "@/lib/queries/evidence-pack/originals";
import { requestOfAddress } from "@/lib/queries/summary/address";
import { resolveScope } from "@/lib/queries/summary/scope";
import { fail, type Result } from "@/lib/result";
import { filesOf, type Packed } from "./packs/files";

/** Of one pack: a line of each is held until the manifest is signed. */
const MOST_ORIGINALS = 50_000;

/** Why so many do not go into one pack; null: they do. */
export const whyTooMany = (originals: number, most = MOST_ORIGINALS): string | null =>
  originals <= most
    ? null
    : `There are ${plural(originals, "original")} in this time, and one pack holds ${whole(most)}: choose fewer days or fortresses.`;

/**
 * @param given what it is about and the days, as in the address of a summary
 * @param most originals that it may hold; for tests
 * @returns a name for it, and its files one after the other: each has to be read to its end before the next one comes
 * Errors (returned): `form`, `not-found`, `forbidden`, `not-possible` where there are too many originals for one pack.
 */
export async function packEvidence(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
  most = MOST_ORIGINALS,
): Promise<Result<{ name: string; files: AsyncIterable<Packed> }>> {
  const parsed = packAddressSchema.safeParse(given);
  if (!parsed.success) return fail("form", "Say what is to be packed, and from which day to which.");
  if (!can(viewer, "evidence.pack")) return fail("forbidden", "Evidence is packed by managers.");
  const days = daysOfPack(parsed.data, now);
  if (!days) return fail("form", "The first day comes after the last.");
  const { period, from, to, periodDays } = days;
  const request = { ...requestOfAddress({ ...parsed.data, days: periodDays }), now };
  const resolved = await resolveScope(viewer, request);
  if (!resolved) return fail("not-found", "There is nothing of that here.");
  const { title, within } = resolved;
  const { files: originals } = await sizeOfOriginals(within, period);
  const tooMany = whyTooMany(originals, most);
  if (tooMany) return fail("not-possible", tooMany);
  const { scope, host, group } = parsed.data;
  const head = { title, scope, from, to };
  await audit(viewer, {
    action: "evidence.packed",
    ...(scope !== "fleet" && { target: host ?? group }),
    data: { ...head, originals },
  });
  return {
    ok: true,
    name: `evidence-${from}-to-${to}.zip`,
    files: filesOf(viewer, { within, head, period, request, now }),
  };
}
