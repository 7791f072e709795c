/**
 * Costly answers for readers whom nobody knows. Of each name one is made at a time, and whoever comes meanwhile gets that
 * one; it is kept as long as what it rests on is the same, and made anew only so many times a minute. So a reader who
 * loads a page again and again costs no more than one who reads it. Each process keeps its own.
 */

interface Bounds {
  /** Names that are kept; the one that was asked for longest ago goes first. */
  most: number;
  /** How often an answer is made anew for one name, at most. After that the last one stands until the minute is over. */
  perMinute: number;
}

interface Asked<T> {
  name: string;
  /** What the answer rests on: another one, by identity, asks for another answer. */
  version: unknown;
  make: () => Promise<T>;
  /** Milliseconds. */
  now: number;
}

interface Entry<T> {
  version: unknown;
  answer: Promise<T>;
  pending: boolean;
  minute: number;
  made: number;
}

const MINUTE = 60_000;
/** Of an answer that failed: nothing rests on it. */
const FAILED = Symbol("failed");

/** The answer of an entry, which knows first that it is there. */
async function settled<T>(entry: Entry<T>): Promise<T> {
  try {
    return await entry.answer;
  } catch (error) {
    entry.version = FAILED;
    throw error;
  } finally {
    entry.pending = false;
  }
}

/** @returns asks for an answer; it is shared, and nobody may change it */
export function bounded<T>({ most, perMinute }: Bounds): (asked: Asked<T>) => Promise<T> {
  const entries = new Map<string, Entry<T>>();
  const keep = (name: string, entry: Entry<T>): void => {
    entries.delete(name);
    entries.set(name, entry);
    const [oldest] = entries.keys();
    if (entries.size > most && oldest !== undefined) entries.delete(oldest);
  };
  return ({ name, version, make, now }) => {
    const minute = Math.floor(now / MINUTE);
    const known = entries.get(name);
    const made = known?.minute === minute ? known.made : 0;
    if (known && (known.pending || known.version === version || made >= perMinute)) {
      keep(name, known);
      return known.answer;
    }
    const entry: Entry<T> = { version, answer: make(), pending: true, minute, made: made + 1 };
    entry.answer = settled(entry);
    keep(name, entry);
    return entry.answer;
  };
}
