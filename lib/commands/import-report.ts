/** Imports files: each one unpacked, recognised, read, folded into its host and scored, in a transaction a report. */
import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Viewer } from "@/lib/auth/rights";
import { db, type Tx } from "@/lib/db";
import { withManifests } from "@/lib/importers/manifest";
import { newBudget, unpackArchive } from "@/lib/importers/read/archive";
import { epochTime } from "@/lib/importers/times";
import type { FileInput, Refusal } from "@/lib/importers/types";
import { deliver, HostGone } from "./evidence/deliver";
import { pack } from "./evidence/originals";
import {
  blankOutcome,
  type Delivery,
  type ImportOutcome,
  labelOf,
  type Prepared,
  type SourceFile,
  timeOf,
} from "./evidence/outcome";
import { readFile } from "./evidence/reading";
import { tellOfRefusal } from "./notices/tell-of-refusal";
import { writeFleetDaySoon } from "./refresh-scores";

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
 * @returns one outcome per report and per refused file, in the order in which they were given
 */
export async function importReports(viewer: Viewer, request: ImportRequest): Promise<ImportOutcome[]> {
  const now = request.now ?? Date.now();
  // In the order of delivery; each place is filled when its turn in time has come.
  const places: (Prepared | Refused)[] = [];
  for (const source of await unpackAll(request.files)) {
    places.push(...("refusal" in source ? [source] : await prepare(source)));
  }
  const outcomes = new Map<Prepared | Refused, ImportOutcome>();
  const prepared: Prepared[] = [];
  for (const place of places) {
    if ("refusal" in place) outcomes.set(place, await refuse(viewer, request, place, now));
    else prepared.push(place);
  }
  prepared.sort((a, b) => timeOf(a.report, now) - timeOf(b.report, now) || byFile(a, b));
  const take = (tx: Tx, one: Prepared): Promise<ImportOutcome> => deliver(tx, viewer, request, one, now);
  if (request.dryRun) {
    await preview(async (tx) => {
      for (const one of prepared) outcomes.set(one, await take(tx, one));
    });
  } else {
    for (const one of prepared) {
      outcomes.set(one, await again(() => db().$transaction((tx) => take(tx, one))));
    }
  }
  if (!request.dryRun && [...outcomes.values()].some(({ status }) => status === "imported"))
    writeFleetDaySoon(now);
  return places.flatMap((place) => outcomes.get(place) ?? []);
}

const byFile = (a: Prepared, b: Prepared): number =>
  a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : a.part - b.part;

interface Refused {
  source: SourceFile;
  refusal: Refusal;
  hash: string;
}

/** Archives give their members; the collector's manifest gives its files what it knows of them. */
async function unpackAll(files: readonly FileInput[]): Promise<(SourceFile | Refused)[]> {
  const budget = newBudget();
  const all: (SourceFile | Refused)[] = [];
  const loose: SourceFile[] = [];
  for (const [delivered, file] of files.entries()) {
    const members = await unpackArchive(file, budget);
    if (members === null) {
      loose.push({ file, delivered });
      continue;
    }
    const inside: FileInput[] = [];
    for (const member of members) {
      const { path } = member;
      const name = path.split("/").at(-1) ?? path;
      if ("bytes" in member)
        inside.push({ name, path, bytes: member.bytes, ...timeOfMember(member.modifiedAt) });
      else
        all.push({
          source: { file: { ...file, path }, delivered },
          refusal: member.refusal,
          hash: sha256(file.bytes),
        });
    }
    all.push(...withManifests(inside).map((one) => ({ file: one, delivered })));
  }
  // A folder that was dropped is a collection as well.
  const place = new Map(loose.map(({ file, delivered }) => [file.bytes, delivered]));
  const described = withManifests(loose.map(({ file }) => file));
  all.push(...described.map((file) => ({ file, delivered: place.get(file.bytes) ?? 0 })));
  return all.sort((a, b) => deliveredOf(a) - deliveredOf(b));
}

const deliveredOf = (one: SourceFile | Refused): number =>
  "source" in one ? one.source.delivered : one.delivered;

/** When a member was written last is when its command ended, unless a manifest knows better. */
function timeOfMember(modifiedAt: number | null): Pick<FileInput, "context"> {
  const endedAt = modifiedAt === null ? null : epochTime(modifiedAt / 1000);
  return endedAt === null ? {} : { context: { endedAt } };
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

async function prepare(source: SourceFile): Promise<(Prepared | Refused)[]> {
  const { file } = source;
  const hash = sha256(file.bytes);
  const read = await readFile(file);
  if (!read.ok) return [{ source, refusal: read.refusal, hash }];
  const packed = await pack(read.original);
  const kept = read.original === file.bytes ? hash : sha256(read.original);
  const original = { hash: kept, size: read.original.length, packed };
  return read.reports.map((report, part) => ({
    source,
    hash,
    part,
    size: file.bytes.length,
    report,
    original,
  }));
}

async function refuse(
  viewer: Viewer,
  { dryRun, via }: ImportRequest,
  { source, refusal, hash }: Refused,
  now: number,
): Promise<ImportOutcome> {
  const { file } = source;
  const outcome = { ...blankOutcome(source), problem: refusal };
  if (dryRun) return outcome;
  const id = uuid();
  const { actor, userId } = viewer;
  const filename = labelOf(file);
  const size = file.bytes.length;
  await db().$transaction(async (tx) => {
    await tx.import.create({
      data: {
        ...{ id, status: "rejected", filename, size, hash, via, actor, userId },
        refusal: { ...refusal },
      },
    });
    await tellOfRefusal(tx, { via, actor, filename, refusal, now });
  });
  return { ...outcome, id };
}
