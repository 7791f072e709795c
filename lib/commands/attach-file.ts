/** Takes a file of a person as evidence: for a finding, a decision or an attestation. */
import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { audit } from "@/lib/auth/audit";
import type { Action, Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { findHolder, type Holder, type Holding, mayWithFiles, standingAt } from "@/lib/queries/attachments";
import { type Failure, fail, type Result } from "@/lib/result";
import { lockHost } from "./evidence/identity";
import { filenameOf } from "./files/filename";
import { kindOf } from "./files/media-type";

const MB = 1024 * 1024;
export const MOST_FILE_BYTES = 10 * MB;
const MOST_FILES = 20;

const form = z
  .object({
    findingId: z.uuid().optional(),
    decisionId: z.uuid().optional(),
    attestationId: z.uuid().optional(),
    filename: z.string().max(1000).default(""),
    bytes: z.instanceof(Uint8Array),
  })
  .refine(
    ({ findingId, decisionId, attestationId }) =>
      [findingId, decisionId, attestationId].filter((id) => id !== undefined).length === 1,
  );

/** Who may bring files, and take those of others away. */
export const FILE_RIGHTS: Record<Holder["kind"], { bring: Action; removeAny: Action }> = {
  finding: { bring: "finding.work", removeAny: "host.edit" },
  decision: { bring: "decision.propose", removeAny: "decision.approve" },
  attestation: { bring: "attestation.make", removeAny: "attestation.make" },
};

/**
 * @param given one of `findingId`, `decisionId` and `attestationId`; `filename`, as a hint; `bytes`, at most 10 MB. What it
 * is, its content tells: a type that its sender declared is not asked for.
 * @param now milliseconds; for tests
 * Errors (returned): `not-found`, `forbidden`, `too-large`, `file-refused` for what is not taken, `not-possible` where there
 * are 20 files already or the thing is over.
 */
export async function attachFile(
  viewer: Viewer,
  given: unknown,
  now = Date.now(),
): Promise<Result<{ id: string }>> {
  const parsed = form.safeParse(given);
  if (!parsed.success) return missing;
  const { filename, bytes, findingId = "", decisionId = "", attestationId = "" } = parsed.data;
  const holding = findingId ? { findingId } : decisionId ? { decisionId } : { attestationId };
  const holder = await findHolder(viewer, holding);
  if (!holder) return missing;
  const { bring } = FILE_RIGHTS[holder.kind];
  if (!mayWithFiles(viewer, bring, holder)) return fail("forbidden", "You may not bring files here.");
  if (bytes.length > MOST_FILE_BYTES)
    return fail("too-large", `A file has at most ${MOST_FILE_BYTES / MB} MB. Nothing was stored.`);
  const kind = kindOf(bytes, filename);
  if ("refused" in kind) return fail("file-refused", kind.refused);
  const row = {
    ...holding,
    id: uuid(),
    filename: filenameOf(filename, kind.endings),
    mediaType: kind.mediaType,
    size: bytes.length,
    hash: createHash("sha256").update(bytes).digest("hex"),
  };
  return db().$transaction(async (tx) => {
    const fault = await holdStill(tx, viewer, holding, now);
    if (fault) return fault;
    if ((await tx.attachment.count({ where: { ...holding, removedAt: null } })) >= MOST_FILES)
      return fail("not-possible", `There are ${MOST_FILES} files already. Remove one first.`);
    const by = { userId: viewer.userId, actor: viewer.actor };
    await tx.attachment.create({ data: { ...row, ...by, bytes: new Uint8Array(bytes), at: new Date(now) } });
    await tellFileEvent(tx, viewer, holder, { kind: "attached", now, id: row.id, filename: row.filename });
    const { size, hash } = row;
    const data = { file: row.filename, size, hash };
    await audit(viewer, { action: "file.added", target: holder.id, data }, tx);
    return { ok: true, id: row.id };
  });
}

const missing = fail("not-found", "There is no such thing to bring a file to.");

/** Lets nobody else bring a file to it at the same time, and sees whether it is still there and still going on. */
async function holdStill(tx: Tx, viewer: Viewer, holding: Holding, now: number): Promise<Failure | null> {
  if ("findingId" in holding) {
    const id = holding.findingId;
    const finding = await tx.finding.findUnique({ where: { id }, select: { hostId: true } });
    if (finding) await lockHost(tx, finding.hostId);
    await tx.finding.updateMany({ where: { id }, data: { touched: true } });
  } else if ("decisionId" in holding) {
    await tx.$executeRaw`select 1 from decision where id = ${holding.decisionId}::uuid for update`;
  } else {
    await tx.$executeRaw`select 1 from attestation where id = ${holding.attestationId}::uuid for update`;
  }
  const holder = await findHolder(viewer, holding, tx);
  if (!holder) return missing;
  const over = standingAt(holder, now) === "over";
  return over ? fail("not-possible", `This ${holder.kind} is over: no file is added any more.`) : null;
}

interface FileEvent {
  kind: "attached" | "file-removed";
  id: string;
  filename: string;
  now: number;
}

/** Of a finding, what people bring and remove stands in its history. */
export async function tellFileEvent(
  tx: Tx,
  viewer: Viewer,
  holder: Holder,
  { kind, id, filename, now }: FileEvent,
): Promise<void> {
  const [hostId] = holder.hostIds ?? [];
  if (holder.kind !== "finding" || hostId === undefined) return;
  const by = { userId: viewer.userId, actor: viewer.actor };
  const data = { file: id, filename };
  await tx.event.create({
    data: { id: uuid(), hostId, at: new Date(now), kind, key: holder.key, ...by, data },
  });
}
