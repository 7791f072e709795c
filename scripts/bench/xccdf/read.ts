/**
 * Reads one file with one reader, in a process of its own: `read.ts READER FILE LATER`. Prints one JSON object: the
 * milliseconds of the first reading and of so many later ones, and by how many bytes memory grew at the first.
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

const [reader = "", file = "", later = "0"] = process.argv.slice(2);
const bytes = fs.readFileSync(file);
const PIECE = 64 * 1024;

async function readerOf(name: string): Promise<() => unknown> {
  if (name === "rampart") {
    const { readReport } = await import("../../../lib/importers");
    return () => readReport({ name: path.basename(file), bytes });
  }
  if (name === "saxes") {
    const { SaxesParser } = await import("saxes");
    return () => bare(new SaxesParser());
  }
  // Not a dependency of Rampart, so its name is nothing that the compiler could resolve.
  const hdf = createRequire(path.resolve(".bench", "hdf", "package.json"))("@mitre/hdf-converters") as {
    XCCDFResultsMapper: new (text: string) => { toHdf(): Hdf };
  };
  return () => new hdf.XCCDFResultsMapper(new TextDecoder().decode(bytes)).toHdf();
}

interface Hdf {
  profiles: { controls: { results: { status: string }[] }[] }[];
}

/** The floor: the parser, with handlers that do nothing. */
function bare(parser: import("saxes").SaxesParser): number {
  let elements = 0;
  parser.on("opentag", () => {
    elements += 1;
  });
  parser.on("text", () => {});
  parser.on("closetag", () => {});
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += PIECE)
    parser.write(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
  parser.write(decoder.decode()).close();
  return elements;
}

/** What `hdf-converters` found, by its own words. */
function countsOf(found: Hdf): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { controls } of found.profiles)
    for (const { results } of controls)
      for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const read = await readerOf(reader);
globalThis.gc?.();
const before = process.memoryUsage();
const timed = (): { taken: number; cpu: number; found: unknown } => {
  const from = performance.now();
  const used = process.cpuUsage();
  const found = read();
  const { user, system } = process.cpuUsage(used);
  return { taken: performance.now() - from, cpu: (user + system) / 1000, found };
};
const first = timed();
const heap = process.memoryUsage().heapUsed - before.heapUsed;
// From what was held just before, not from the peak of starting, which would hide a part of the growth.
const grown = process.resourceUsage().maxRSS * 1024 - before.rss;
globalThis.gc?.();
const kept = process.memoryUsage().heapUsed - before.heapUsed;
const counts = reader === "hdf" ? countsOf(first.found as Hdf) : null;
const more = Array.from({ length: Number(later) }, timed);
console.log(
  JSON.stringify({
    first: first.taken,
    later: more.map(({ taken }) => taken),
    // Of all threads: on a busy machine it tells more than the time that passed.
    cpu: { first: first.cpu, later: more.map(({ cpu }) => cpu) },
    grown,
    heap,
    kept,
    counts,
  }),
);
