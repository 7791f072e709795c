/** What a share link shows to whoever holds its token: nothing but what was chosen for it. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { snapshotNow } from "@/lib/db/snapshot";
import type { PdfOptions } from "@/lib/exports/pdf/options";
import { SUMMARY_SECTIONS, type Summary, type SummarySection, summarySchema } from "@/lib/exports/summary";
import { bounded } from "./bounded";
import { findShare, paperOf } from "./shares";
import { readSummary } from "./summary";
import { readKnownHosts } from "./summary/known-hosts";
import { reduceSummary } from "./summary/reduce";
import type { SummaryScope } from "./summary/scope";
import { summaryPdf } from "./summary-pdf";

/** A link that may be read now. */
export interface OpenShare {
  id: string;
  title: string;
  scope: SummaryScope;
  groupId: string | null;
  hostId: string | null;
  query: string | null;
  periodDays: number;
  comment: string;
  sections: SummarySection[];
  hideNames: boolean;
  pseudonymKey: Uint8Array;
  watermark: string;
  frozen: unknown;
  frozenAt: Date | null;
  passwordHash: string | null;
  badge: boolean;
  expiresAt: Date;
  /** On which paper it is offered as a PDF; null: it is not. */
  pdf: PdfOptions["paper"] | null;
}

const TOKEN = /^rms_[A-Za-z0-9_-]{43}$/;

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;
const rowOf = (where: { hash: string } | { id: string }) => db().share.findUnique({ where });

/** Null: expired or revoked. */
function opened(row: Row, now: number): OpenShare | null {
  if (row.revokedAt !== null || row.expiresAt.getTime() <= now) return null;
  return {
    ...row,
    scope: row.scope as SummaryScope,
    sections: SUMMARY_SECTIONS.filter((section) => row.sections.includes(section)),
    pdf: paperOf(row.pdfPaper),
  };
}

/** Null: unknown, expired or revoked; nobody is told which. */
export async function openShare(token: string, now = Date.now()): Promise<OpenShare | null> {
  if (!TOKEN.test(token)) return null;
  const hash = createHash("sha256").update(token).digest();
  const row = await rowOf({ hash: hash.toString("hex") });
  if (!row || !timingSafeEqual(Buffer.from(row.hash, "hex"), hash)) return null;
  return opened(row, now);
}

/** For those who manage it, who do not have its token. Null where it is not open, or not theirs. */
export async function openManagedShare(
  viewer: Viewer,
  id: string,
  now = Date.now(),
): Promise<OpenShare | null> {
  if (!(await findShare(viewer, id, now))) return null;
  const row = await rowOf({ id });
  return row && opened(row, now);
}

/** Reads live links: it sees what a viewer of the house sees, and can do nothing. */
const READER: Viewer = {
  ...{ kind: "token", userId: null, role: "viewer", actor: "share link", name: "share link" },
  ...{ id: "00000000-0000-0000-0000-000000000000", scopes: ["read"], hosts: null },
};

/** Summaries of live links, and files of all: what many readers of one link may make the server do. */
interface Kept {
  live: ReturnType<typeof bounded<Summary | null>>;
  files: ReturnType<typeof bounded<Uint8Array>>;
}
const shared = globalThis as typeof globalThis & { rampartShared?: Kept };
// A file takes seconds, and all that are made on this server wait for each other.
shared.rampartShared ??= {
  live: bounded({ most: 50, perMinute: 12 }),
  files: bounded({ most: 16, perMinute: 2 }),
};
const { live, files } = shared.rampartShared;

/**
 * What it shows: as it was frozen, or as of now. Null: what it was about is gone.
 * A live one is computed once for all who read it while nothing is written, and at most twelve times a minute.
 */
export async function readShared(share: OpenShare, now = Date.now()): Promise<Summary | null> {
  if (share.frozenAt) return summarySchema.parse(share.frozen);
  // It looks back from now as well.
  const version = `${await snapshotNow()} ${Math.floor(now / 60_000)}`;
  return live({ name: share.id, version, make: () => readLive(share, now), now });
}

async function readLive(share: OpenShare, now: number): Promise<Summary | null> {
  const { scope, groupId, hostId, query, periodDays, comment, title, sections } = share;
  const summary = await readSummary(READER, {
    ...{ scope, groupId, hostId, query, periodDays, comment, title, now },
  });
  if (!summary) return null;
  const hide = share.hideNames ? { key: share.pseudonymKey, hosts: await readKnownHosts() } : null;
  return reduceSummary(summary, { sections, hide });
}

/**
 * The same as a file. Of a frozen link it is made once and kept; of a live one it goes with the summary that was read, and
 * is made at most twice a minute: after that, it is as old as a minute.
 * @throws as `summaryPdf` does
 */
export function sharedPdf(
  { id, frozenAt, sections, watermark }: OpenShare,
  summary: Summary,
  paper: PdfOptions["paper"],
  now = Date.now(),
): Promise<Uint8Array> {
  const make = () => summaryPdf(summary, { paper, sections, watermark });
  return files({ name: id, version: frozenAt ? "frozen" : summary, make, now });
}
