/**
 * Answers that stay true until somebody writes. Two snapshots of the database that read the same show the same rows, so
 * what was computed for one reader is right for the next one until a transaction commits. It is the sums over a whole
 * fleet that are kept so; each process keeps its own.
 */
import { cache } from "react";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";

interface Kept {
  snapshot: string;
  answer: Promise<unknown>;
}

// A server evaluates a module once per bundle.
const shared = globalThis as typeof globalThis & { rampartKept?: Map<string, Kept> };
shared.rampartKept ??= new Map();
const answers = shared.rampartKept;

/** What the database shows now, and the minute, because questions look back from now. Once per request. */
const snapshotNow = cache(async (): Promise<string> => {
  const [row] = await db().$queryRaw<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`;
  return `${row?.snapshot} ${Math.floor(Date.now() / 60_000)}`;
});

/**
 * @param name of the question, with all that it depends on but the rows and the viewer's rights
 * @param compute asks it. What it returns is shared: nobody may change it
 */
export async function kept<T>(name: string, viewer: Viewer, compute: () => Promise<T>): Promise<T> {
  // Whoever is bound to some hosts, or to some acts, may see less.
  if (viewer.hosts !== null || viewer.kind === "token") return compute();
  const snapshot = await snapshotNow();
  const known = answers.get(name);
  if (known?.snapshot === snapshot) return known.answer as Promise<T>;
  const answer = compute();
  answers.set(name, { snapshot, answer });
  answer.catch(() => answers.delete(name));
  return answer;
}
