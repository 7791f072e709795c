/** Reads evidence files of people: what hangs on a finding, a decision or an attestation. */
import { z } from "zod";
import { type Action, can, type Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";

/** What a file hangs on. */
export type Holding = { findingId: string } | { decisionId: string } | { attestationId: string };

/** The thing that holds files, as far as their rights depend on it. */
export interface Holder {
  kind: "finding" | "decision" | "attestation";
  id: string;
  /** The hosts that it is about; null: a group, or all of them. */
  hostIds: readonly string[] | null;
  /** Of a finding, the key of it. */
  key: string | null;
  /** In force: it counts, and so do its files. Over: nothing is added to it any more. */
  standing: "pending" | "in force" | "over";
  /** When it ends by itself; null: never. */
  until: Date | null;
}

export const standingAt = ({ standing, until }: Holder, now: number): Holder["standing"] =>
  until !== null && until.getTime() <= now ? "over" : standing;

export interface FileItem {
  id: string;
  filename: string;
  /** Ours, by its content. */
  mediaType: string;
  /** Bytes. */
  size: number;
  /** SHA-256, hex. */
  hash: string;
  at: string;
  actor: string;
  /** Whether it is the viewer who brought it. */
  mine: boolean;
}

const READ: Record<Holder["kind"], Action> = {
  finding: "finding.read",
  decision: "decision.read",
  attestation: "attestation.read",
};

/** Whether a viewer has a right over everything that the holder is about: a file may tell of all its hosts. */
export const mayWithFiles = (viewer: Viewer, action: Action, { hostIds }: Holder): boolean =>
  can(viewer, action) &&
  (viewer.hosts === null ||
    (hostIds !== null && hostIds.length > 0 && hostIds.every((hostId) => can(viewer, action, { hostId }))));

/** Null where there is no such thing for this viewer. */
export async function findHolder(viewer: Viewer, holding: Holding, tx: Tx = db()): Promise<Holder | null> {
  const holder = await readHolder(holding, tx);
  return holder && mayWithFiles(viewer, READ[holder.kind], holder) ? holder : null;
}

async function readHolder(holding: Holding, tx: Tx): Promise<Holder | null> {
  if ("findingId" in holding) {
    const id = holding.findingId;
    const row = await tx.finding.findUnique({ where: { id }, select: { hostId: true, key: true } });
    return (
      row && { kind: "finding", id, hostIds: [row.hostId], key: row.key, standing: "pending", until: null }
    );
  }
  const hosts = { select: { hostId: true } };
  if ("decisionId" in holding) {
    const id = holding.decisionId;
    const select = { scope: true, state: true, untilAt: true, hosts };
    const row = await tx.decision.findUnique({ where: { id }, select });
    if (!row) return null;
    const standing = DECISION_STANDING[row.state] ?? "over";
    return { kind: "decision", id, hostIds: hostsIn(row), key: null, standing, until: row.untilAt };
  }
  const id = holding.attestationId;
  const select = { scope: true, withdrawnAt: true, validUntil: true, hosts };
  const row = await tx.attestation.findUnique({ where: { id }, select });
  if (!row) return null;
  const standing = row.withdrawnAt === null ? "in force" : "over";
  return { kind: "attestation", id, hostIds: hostsIn(row), key: null, standing, until: row.validUntil };
}

const DECISION_STANDING: Record<string, Holder["standing"]> = { proposed: "pending", approved: "in force" };

const hostsIn = ({ scope, hosts }: { scope: string; hosts: { hostId: string }[] }): string[] | null =>
  scope === "hosts" ? hosts.map(({ hostId }) => hostId) : null;

const columns = {
  ...{ id: true, filename: true, mediaType: true, size: true, hash: true, at: true },
  ...{ userId: true, actor: true, findingId: true, decisionId: true, attestationId: true },
} as const;

/** The files of one thing, the oldest first; none where the viewer may not see it. */
export async function listFiles(viewer: Viewer, holding: Holding): Promise<FileItem[]> {
  if (!(await findHolder(viewer, holding))) return [];
  const rows = await db().attachment.findMany({
    where: { ...holding, removedAt: null },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: columns,
  });
  return rows.map((row) => fileItem(viewer, row));
}

/** One file that was not removed, without its bytes, and what it hangs on. */
export async function findFile(
  viewer: Viewer,
  id: string,
  tx: Tx = db(),
): Promise<{ file: FileItem; holder: Holder } | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const row = await tx.attachment.findUnique({ where: { id, removedAt: null }, select: columns });
  const holding = row && holdingOf(row);
  const holder = holding && (await findHolder(viewer, holding, tx));
  return row && holder ? { file: fileItem(viewer, row), holder } : null;
}

export async function readFileBytes(
  viewer: Viewer,
  id: string,
): Promise<{ bytes: Uint8Array; name: string } | null> {
  const found = await findFile(viewer, id);
  const row = found && (await db().attachment.findUnique({ where: { id }, select: { bytes: true } }));
  return row && { bytes: row.bytes, name: found.file.filename };
}

interface Row {
  id: string;
  filename: string;
  mediaType: string;
  size: number;
  hash: string;
  at: Date;
  userId: string | null;
  actor: string;
}

const fileItem = (
  viewer: Viewer,
  { id, filename, mediaType, size, hash, at, userId, actor }: Row,
): FileItem => ({
  ...{ id, filename, mediaType, size, hash, actor },
  at: at.toISOString(),
  mine: isTheirs(viewer, { userId, actor }),
});

/** Whether the viewer wrote it: the same user, whatever token they came with; without a user, the same token. */
export const isTheirs = (viewer: Viewer, by: { userId: string | null; actor: string }): boolean =>
  viewer.userId === null ? by.userId === null && by.actor === viewer.actor : by.userId === viewer.userId;

interface Hanging {
  findingId: string | null;
  decisionId: string | null;
  attestationId: string | null;
}

function holdingOf({ findingId, decisionId, attestationId }: Hanging): Holding | null {
  if (findingId) return { findingId };
  if (decisionId) return { decisionId };
  return attestationId ? { attestationId } : null;
}
