/** Packs the evidence of a time for auditors: files, a manifest of them, and its signature. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import { signEvidence } from "@/lib/auth/evidence-key";
import { can, type Viewer } from "@/lib/auth/rights";
import { readEnvironment, siteOf } from "@/lib/env";
import { type Manifest, manifestSchema, uniquely, verifyNote } from "@/lib/exports/evidence-pack";
import type { DecisionDetail } from "@/lib/queries/decision-detail";
import {
  type AttestationDetail,
  attachmentsOf,
  attestationsOf,
  auditOf,
  decisionsOf,
  originalsOf,
  type PackFile,
  type Period,
} from "@/lib/queries/evidence-pack";
import { readSummary } from "@/lib/queries/summary";
import { requestOfAddress, summaryAddressSchema } from "@/lib/queries/summary/address";
import { MOST_PERIOD_DAYS, type ResolvedScope, resolveScope } from "@/lib/queries/summary/scope";
import { summaryPdf } from "@/lib/queries/summary-pdf";
import { fail, type Result } from "@/lib/result";

const DAY = 86_400_000;
const USUAL_DAYS = 90;

export const packForm = summaryAddressSchema.omit({ days: true }).extend({
  from: z.iso.date().optional().describe(`First day, UTC; left out: ${USUAL_DAYS} days before the last`),
  to: z.iso.date().optional().describe("Last day, UTC; left out: today"),
});

/** A file of the archive, whose text is made while it is read. */
export interface Packed {
  name: string;
  text: AsyncIterable<Uint8Array | string>;
}

/**
 * @param given what it is about and the days, as in the address of a summary
 * @returns a name for it, and its files one after the other: each has to be read to its end before the next one comes
 * Errors (returned): `form`, `not-found`, `forbidden`.
 */
export async function packEvidence(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ name: string; files: AsyncIterable<Packed> }>> {
  const parsed = packForm.safeParse(given);
  if (!parsed.success) return fail("form", "Say what is to be packed, and from which day to which.");
  if (!can(viewer, "evidence.pack")) return fail("forbidden", "Evidence is packed by managers.");
  const { from: first, to: last, ...address } = parsed.data;
  const until = (last ? Date.parse(last) : now - (now % DAY)) + DAY;
  const from = first ? Date.parse(first) : until - USUAL_DAYS * DAY;
  if (from >= until) return fail("form", "The first day comes after the last.");
  const days = Math.min(MOST_PERIOD_DAYS, Math.max(1, Math.round((until - from) / DAY)));
  const request = { ...requestOfAddress({ ...address, days }), now };
  const scope = await resolveScope(viewer, request);
  if (!scope) return fail("not-found", "There is nothing of that here.");
  const [fromDay, toDay] = [dayOf(from), dayOf(until - 1)];
  await audit(viewer, {
    action: "evidence.packed",
    ...(address.scope !== "fleet" && { target: address.host ?? address.group }),
    data: { scope: address.scope, title: scope.title, from: fromDay, to: toDay },
  });
  const head = { title: scope.title, scope: address.scope, from: fromDay, to: toDay };
  return {
    ok: true,
    name: `evidence-${fromDay}-to-${toDay}.zip`,
    files: filesOf(viewer, scope, { head, period: { from, until }, request, now }),
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

interface Packing {
  head: Pick<Manifest, "title" | "scope" | "from" | "to">;
  period: Period;
  request: Parameters<typeof readSummary>[1];
  now: number;
}

/** Everything but the manifest; it comes last, when the hashes of all others are known. */
async function* filesOf(viewer: Viewer, scope: ResolvedScope, packing: Packing): AsyncGenerator<Packed> {
  const { head, now } = packing;
  const leftOut: string[] = [];
  const files: Manifest["files"] = [];
  const free = uniquely();
  for await (const { path, content, about } of contents(viewer, scope, packing, leftOut)) {
    const name = free(path);
    const hash = createHash("sha256");
    let size = 0;
    yield {
      name,
      text: (async function* () {
        for await (const piece of content) {
          const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
          hash.update(bytes);
          size += bytes.length;
          yield bytes;
        }
      })(),
    };
    files.push({ path: name, sha256: hash.digest("hex"), size, ...about });
  }
  const manifest = manifestSchema.parse({
    format: "rampart-evidence-1",
    ...head,
    madeAt: new Date(now).toISOString(),
    madeBy: viewer.actor,
    leftOut,
    files,
  } satisfies Manifest);
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  yield { name: "manifest.json", text: once(bytes) };
  yield { name: "manifest.sig", text: once(signEvidence(bytes)) };
}

async function* contents(
  viewer: Viewer,
  { within }: ResolvedScope,
  { period, request }: Packing,
  leftOut: string[],
): AsyncGenerator<PackFile> {
  const summary = await readSummary(viewer, request);
  if (summary) {
    yield { path: "summary.pdf", content: once(await summaryPdf(summary, { paper: "A4" })) };
    yield { path: "summary.json", content: json(summary) };
  }
  yield* originalsOf(within, period);
  const decisions = await decisionsOf(viewer, within, period);
  const attestations = await attestationsOf(within, period);
  const ids = (some: readonly (DecisionDetail | AttestationDetail)[]) => some.map(({ id }) => id);
  const about = { decisions: ids(decisions), attestations: ids(attestations) };
  yield* attachmentsOf(viewer, within, { period, ...about });
  yield { path: "decisions.json", content: json(decisions) };
  yield { path: "attestations.json", content: json(attestations) };
  if (can(viewer, "audit.read")) {
    const targets = [...about.decisions, ...about.attestations];
    yield { path: "audit.json", content: auditOf(within, { period, about: targets }) };
  } else leftOut.push("audit.json: the audit log is read by administrators at the screen");
  const address = `${siteOf(readEnvironment())}/api/v1/evidence-key`;
  yield { path: "VERIFY.md", content: once(Buffer.from(verifyNote(address))) };
}

const json = (value: unknown): AsyncIterable<Uint8Array> =>
  once(Buffer.from(`${JSON.stringify(value, null, 2)}\n`));

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
