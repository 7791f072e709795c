/** Imports files: each one recognised, read, folded into its host and scored, in one transaction of its own. */
import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { readReport } from "@/lib/importers";
import type { FileInput, Refusal } from "@/lib/importers/types";
import { deliver, HostGone } from "./evidence/deliver";
import { pack } from "./evidence/originals";
import { blankOutcome, type Delivery, type ImportOutcome, type Prepared, timeOf } from "./evidence/outcome";
import { writeFleetDay } from "./refresh-scores";

export type { ImportOutcome };

export interface ImportRequest extends Delivery {
  files: FileInput[];
  /** Milliseconds; for tests. */
  now?: number;
}

/** Thrown to undo a preview. */
class Preview extends Error {}

/**
 * Imports files in the order of their reports' times, so that a preview of several is what their import will do.
 * @returns one outcome per file, in the order in which they were given
 */
export async function importReports(viewer: Viewer, request: ImportRequest): Promise<ImportOutcome[]> {
  const now = request.now ?? Date.now();
  const outcomes = new Map<FileInput, ImportOutcome>();
  const prepared: Prepared[] = [];
  for (const file of request.files) {
    const ready = await prepare(file);
    if ("refusal" in ready) outcomes.set(file, await refuse(viewer, request, file, ready));
    else prepared.push(ready);
  }
  prepared.sort((a, b) => timeOf(a.report, now) - timeOf(b.report, now) || (a.hash < b.hash ? -1 : 1));
  const take = (tx: Tx, one: Prepared): Promise<ImportOutcome> => deliver(tx, viewer, request, one, now);
  if (request.dryRun) {
    await preview(async (tx) => {
      for (const one of prepared) outcomes.set(one.file, await take(tx, one));
    });
  } else {
    for (const one of prepared) {
      outcomes.set(one.file, await again(() => db().$transaction((tx) => take(tx, one))));
    }
  }
  if (!request.dryRun && [...outcomes.values()].some(({ status }) => status === "imported"))
    await writeFleetDay(now);
  return request.files.flatMap((file) => outcomes.get(file) ?? []);
}

/** Does the work and takes all of it back. */
async function preview(work: (tx: Tx) => Promise<void>): Promise<void> {
  const rolledBack = async (tx: Tx): Promise<never> => {
    await work(tx);
    throw new Preview();
  };
  await again(() => db().$transaction(rolledBack)).catch((error: unknown) => {
    if (!(error instanceof Preview)) throw error;
  });
}

const TRIES = 5;

/** A host that was merged away meanwhile has another home for its reports by now: the second try finds it. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HostGone) || tried === TRIES) throw error;
    }
  }
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function prepare(file: FileInput): Promise<Prepared | { refusal: Refusal; hash: string }> {
  const hash = sha256(file.bytes);
  const read = readReport(file);
  if (!read.ok) return { refusal: read.refusal, hash };
  const { original, report } = read;
  const packed = await pack(original);
  const kept = original === file.bytes ? hash : sha256(original);
  return {
    file,
    hash,
    size: file.bytes.length,
    report,
    original: { hash: kept, size: original.length, packed },
  };
}

async function refuse(
  viewer: Viewer,
  { dryRun, via }: ImportRequest,
  file: FileInput,
  { refusal, hash }: { refusal: Refusal; hash: string },
): Promise<ImportOutcome> {
  const outcome = { ...blankOutcome(file), problem: refusal };
  if (dryRun) return outcome;
  const id = uuid();
  await db().import.create({
    data: {
      id,
      status: "rejected",
      filename: file.name,
      size: file.bytes.length,
      hash,
      via,
      actor: viewer.actor,
      userId: viewer.userId,
      refusal: { ...refusal },
    },
  });
  return { ...outcome, id };
}
