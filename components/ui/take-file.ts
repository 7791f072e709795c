/** Takes a file from the API and gives it to the browser to keep. */

/** So far. */
export interface Came {
  bytes: number;
  /** Null: they cannot be counted on the way. */
  rows: number | null;
}

interface TakeOptions {
  signal: AbortSignal;
  came: (came: Came) => void;
}

/** Milliseconds between two looks at it. */
const OFTEN = 150;

/** @returns under which name it is kept, and its bytes; throws an Error with a sentence when there is nothing to keep */
export async function takeFile(
  href: string,
  { signal, came }: TakeOptions,
): Promise<{ name: string; size: number }> {
  const response = await fetch(href, { signal }).catch(() => null);
  if (!response) throw new Error("The server does not answer. Try again.");
  if (!response.ok) throw new Error(await problemOf(response));
  const file = await received(response, came).catch(() => {
    throw new Error("The connection broke off, and nothing was kept. Try again.");
  });
  const name = nameOf(response, href);
  keep(file, name);
  return { name, size: file.size };
}

async function received(response: Response, came: TakeOptions["came"]): Promise<Blob> {
  const type = response.headers.get("content-type") ?? "";
  const count = rowCounter(type);
  const reader = response.body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let shown = performance.now();
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) return new Blob(pieces, { type });
    pieces.push(next.value);
    size += next.value.length;
    const rows = count?.(next.value) ?? null;
    if (performance.now() - shown < OFTEN) continue;
    shown = performance.now();
    came({ bytes: size, rows });
  }
}

const LINE_FEED = 10;
const QUOTE = 34;

/**
 * Counts the rows of our own tables while they come; null where their bytes do not show them.
 * @returns takes the next bytes, gives the rows so far
 */
export function rowCounter(type: string): ((piece: Uint8Array) => number) | null {
  const isCsv = type.startsWith("text/csv");
  if (!isCsv && type !== "application/json") return null;
  let lines = 0;
  let quoted = false;
  return (piece) => {
    for (const byte of piece) {
      // JSON has no line feed in its texts, and CSV only within quotes.
      if (byte === QUOTE && isCsv) quoted = !quoted;
      else if (byte === LINE_FEED && !quoted) lines += 1;
    }
    // The first line is the titles, or what comes before the rows.
    return Math.max(0, lines - 1);
  };
}

async function problemOf(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => null);
  return typeof problem === "object" && problem !== null && "detail" in problem
    ? String(problem.detail)
    : `The server answered ${response.status}.`;
}

const nameOf = (response: Response, href: string): string =>
  /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ??
  new URL(href, window.location.href).pathname.split("/").at(-1) ??
  "export";

function keep(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has to have begun before its address goes.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
