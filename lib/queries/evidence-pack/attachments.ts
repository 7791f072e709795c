/** Reads the files that people brought, for an evidence pack: one at a time. */
import { can, type Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { pathName } from "@/lib/exports/evidence-pack";
import { type FileItem, listFiles, readFileBytes } from "../attachments";
import { visible } from "../hosts";
import type { PackFile, Period } from "./types";

interface Wanted {
  period: Period;
  /** Ids of the decisions and attestations whose files belong to the pack. */
  decisions: readonly string[];
  attestations: readonly string[];
}

/** Files to findings of these hosts in this time, and to these decisions and attestations. */
export async function* attachmentsOf(
  viewer: Viewer,
  within: Viewer,
  { period, decisions, attestations }: Wanted,
): AsyncGenerator<PackFile> {
  const findings = can(within, "finding.read") ? await findingsWithFiles(within, period) : [];
  const holders = [
    ...findings.map((id) => ({ kind: "finding", id, holding: { findingId: id } })),
    ...decisions.map((id) => ({ kind: "decision", id, holding: { decisionId: id } })),
    ...attestations.map((id) => ({ kind: "attestation", id, holding: { attestationId: id } })),
  ];
  for (const { kind, id, holding } of holders) {
    for (const file of await listFiles(viewer, holding)) {
      const brought = Date.parse(file.at);
      if (kind === "finding" && (brought < period.from || brought >= period.until)) continue;
      const content = await readFileBytes(viewer, file.id);
      // It was removed meanwhile.
      if (!content) continue;
      yield {
        path: attachedPath({ kind, id }, file),
        content: once(content.bytes),
        about: { attachedTo: { kind, id }, addedBy: file.actor, addedAt: file.at },
      };
    }
  }
}

async function findingsWithFiles(within: Viewer, { from, until }: Period): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    select distinct f.id from attachment a join finding f on f.id = a.finding_id join host h on h.id = f.host_id
     where ${visible(within)} and a.removed_at is null
       and a.at >= ${new Date(from)} and a.at < ${new Date(until)} order by f.id`;
  return rows.map(({ id }) => id);
}

const attachedPath = (to: { kind: string; id: string }, { hash, filename }: FileItem): string =>
  `attachments/${to.kind}-${to.id.slice(-6)}/${hash.slice(0, 8)}-${pathName(filename)}`;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
