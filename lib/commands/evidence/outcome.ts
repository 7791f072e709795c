/** What an import needs and what it says. */
import type { Change } from "@/lib/fortress/state";
import type { HostBy } from "@/lib/importers/place";
import type { FileInput, Refusal, Report } from "@/lib/importers/types";
import type { ScoreSummary } from "./record";

/** How files were brought. */
export interface Delivery {
  /** The host of files whose format names none. */
  hostName?: string | null;
  via: "browser" | "api" | "lynis";
  /** Computes exactly what the import would do, and changes nothing. */
  dryRun?: boolean;
}

export interface ImportOutcome {
  /** Null for a preview. */
  id: string | null;
  /** Which of the delivered files it came in, from 0. */
  delivered: number;
  /** With its folders where it came in an archive or a folder. */
  filename: string | null;
  status: "imported" | "duplicate" | "rejected";
  host: { id: string; name: string; created: boolean } | null;
  /** How the host became known; null where it is not. */
  hostBy: HostBy | null;
  tool: string | null;
  format: string | null;
  observedAt: string | null;
  report: { id: string } | null;
  changes: ChangeCounts | null;
  /** What opened, closed or reopened, for the preview and the result. */
  details: { kind: Change["kind"]; key: string }[];
  score: { before: ScoreSummary | null; after: ScoreSummary | null } | null;
  notes: Report["notes"];
  problem: Refusal | null;
}

export interface ChangeCounts {
  opened: number;
  closed: number;
  reopened: number;
  unchanged: number;
}

/** A file that has been read, with what must not wait inside a transaction already done. */
export interface Prepared {
  source: SourceFile;
  hash: string;
  /** Which of the reports in its file, from 0. */
  part: number;
  size: number;
  report: Report;
  original: { hash: string; size: number; packed: Buffer };
}

/** When a report was true: the end of its run, but never after it was received. */
export const timeOf = (report: Report, now: number): number => {
  const said = report.run.endedAt ?? report.run.startedAt;
  return said === null ? now : Math.min(Date.parse(said), now);
};

/** A file to be read: delivered by itself, or a member of a delivered archive. */
export interface SourceFile {
  file: FileInput;
  /** The place of the delivered file in the upload, from 0. */
  delivered: number;
}

/** What people call a file: its place, else its name. */
export const labelOf = ({ path, name }: FileInput): string | null => path ?? name;

export const blankOutcome = ({ file, delivered }: SourceFile): ImportOutcome => ({
  id: null,
  delivered,
  filename: labelOf(file),
  status: "rejected",
  host: null,
  hostBy: null,
  tool: null,
  format: null,
  observedAt: null,
  report: null,
  changes: null,
  details: [],
  score: null,
  notes: [],
  problem: null,
});
