/**
 * Answers that stay true until somebody writes. Two snapshots of the database that read the same show the same rows, so
 * what was computed for one reader is right for the next one until a transaction commits. So are kept the sums over a whole
 * fleet, and the little that stands on every page for one person; each process keeps its own.
 */
import type { Viewer } from "@/lib/auth/rights";
import { snapshotNow } from "@/lib/db/snapshot";
import { putNewest } from "@/lib/newest";

interface Kept {
  snapshot: string;
  /** When it was asked for, milliseconds. */
  at: number;
  answer: Promise<unknown>;
}

// A server evaluates a module once per bundle.
const shared = globalThis as typeof globalThis & { rampartKept?: Map<string, Kept> };
shared.rampartKept ??= new Map();
const answers = shared.rampartKept;

/** Of most questions one answer is kept; of some, one for each time zone or each person. The oldest go first. */
const MOST = 128;

interface Question {
  /** Its name, with all that it depends on but the rows, the clock and the viewer's role. */
  name: string;
  viewer: Viewer;
  /** Where it looks back from now: its answer is renewed every minute, and nobody waits for that. */
  looksBack?: boolean;
}

const RENEWED = 60_000;
/** Older answers are not given any more, whoever asks. */
const TOO_OLD = 5 * RENEWED;

/** @param compute asks it. What it returns is shared: nobody may change it */
export async function kept<T>(
  { name: question, viewer, looksBack = false }: Question,
  compute: () => Promise<T>,
): Promise<T> {
  // Whoever is bound to some hosts, or to some acts, may see less.
  if (viewer.hosts !== null || viewer.kind === "token") return compute();
  const name = `${viewer.role}: ${question}`;
  const snapshot = await snapshotNow();
  const known = answers.get(name);
  const age = known?.snapshot === snapshot ? Date.now() - known.at : Number.POSITIVE_INFINITY;
  if (known && age < (looksBack ? TOO_OLD : Number.POSITIVE_INFINITY)) {
    if (looksBack && age > RENEWED) renew(name, known, compute);
    return known.answer as Promise<T>;
  }
  const answer = compute();
  keep(name, { snapshot, at: Date.now(), answer });
  return answer;
}

function keep(name: string, one: Kept): void {
  putNewest(answers, name, one, MOST);
  one.answer.catch(() => answers.get(name) === one && answers.delete(name));
}

/** The old answer stands until the new one is there, and stays where there is none. */
function renew(name: string, known: Kept, compute: () => Promise<unknown>): void {
  const at = Date.now();
  known.at = at;
  compute().then(
    (answer) => {
      if (answers.get(name) === known) keep(name, { ...known, at, answer: Promise.resolve(answer) });
    },
    () => {},
  );
}
