/** Reports of changed files for tests, and those that tell of updates and of the owners of files. */
import type { DatedReport } from "./changes";
import { at } from "./posture.sample";
import { dated } from "./report.sample";
import type { Exposure } from "./types";

const HOUR = 3_600_000;

/** RFC 3339 of an hour of a day. */
export const clock = (day: number, hour = 0): string => new Date(at(day) + hour * HOUR).toISOString();

/** A program that is not what it was; `hash` is what it holds now. */
export const changed = (path: string, hash: string, more: Partial<Exposure> = {}): Exposure => ({
  kind: "file",
  key: path,
  tower: "integrity",
  severity: "critical",
  title: `Changed: ${path}`,
  details: [{ name: "sha256", text: hash }],
  systemBinary: true,
  ...more,
});

/** A full check of AIDE at the beginning of a day. */
export const aide = (day: number, exposures: Exposure[], source = "aide"): DatedReport => ({
  ...dated(day, { source, exposures, exposuresComplete: ["file"] }),
  id: `${source}-${day}`,
});

/** `2026-11-22T11:30:02Z upgrade openssl 3.0.15-1` */
export const updates = (day: number, ...values: string[]): DatedReport => ({
  ...dated(day, { source: "dpkg-log", scope: "partial", facts: [{ key: "updates", values }] }),
  id: `updates-${day}`,
});

/** `openssl /usr/bin/openssl` */
export const owners = (day: number, ...values: string[]): DatedReport => ({
  ...dated(day, { source: "package-files", scope: "partial", facts: [{ key: "owners", values }] }),
  id: `owners-${day}`,
});
